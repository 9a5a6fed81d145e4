// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagnosis/facts.h"

/// What DiagnosisFacts consist of, said once for all that go through them: to write, to read, to blank and,
/// in tests, to fill them. An archive is called with the name of each member and the member. A member that
/// is added and not described does not compile.
namespace synchroscope {

template <class Archive>
void describe(Archive &archive, HostSpec &value)
{
    auto &[host, port, typed] = value;
    archive("host", host);
    archive("port", port);
    archive("typed", typed);
}

template <class Archive>
void describe(Archive &archive, Sample &value)
{
    auto &[offset, delay, dispersion, at, raw, rootDelay, rootDispersion, referenceId, stratum,
           serverPrecision, leap, sent, received, suspended] = value;
    archive("offset_s", offset);
    archive("delay_s", delay);
    archive("dispersion_s", dispersion);
    archive("at", at);
    archive("raw_s", raw);
    archive("root_delay_s", rootDelay);
    archive("root_dispersion_s", rootDispersion);
    archive("reference_id", referenceId);
    archive("stratum", stratum);
    archive("server_precision_log2", serverPrecision);
    archive("leap", leap);
    archive("sent", sent);
    archive("received", received);
    archive("suspended_s", suspended);
}

template <class Archive>
void describe(Archive &archive, SourceEstimate &value)
{
    auto &[offset, bound, boundToServer, rootDistance, minimumDelay, jitter, statistical, frequencyPpm,
           skewPpm, samples, samplesUsed, method, at] = value;
    archive("offset_s", offset);
    archive("bound_s", bound);
    archive("bound_to_server_s", boundToServer);
    archive("root_distance_s", rootDistance);
    archive("minimum_delay_s", minimumDelay);
    archive("jitter_s", jitter);
    archive("statistical_s", statistical);
    archive("freq_ppm", frequencyPpm);
    archive("skew_ppm", skewPpm);
    archive("samples", samples);
    archive("samples_used", samplesUsed);
    archive("method", method);
    archive("at", at);
}

template <class Archive>
void describe(Archive &archive, ServerMeasurement &value)
{
    auto &[host, label, address, isThisComputer, lastOutcome, kissCode, reach, requests, answers, lastAnswer,
           failingSince, answeringSince, answersApart, pollInterval, lastSample, estimate, use] = value;
    archive("host", host);
    archive("label", label);
    archive("address", address);
    archive("is_this_computer", isThisComputer);
    archive("last_outcome", lastOutcome);
    archive("kiss_code", kissCode);
    archive("reach", reach);
    archive("requests", requests);
    archive("answers", answers);
    archive("last_answer", lastAnswer);
    archive("failing_since", failingSince);
    archive("answering_since", answeringSince);
    archive("answers_apart_s", answersApart);
    archive("poll_interval_s", pollInterval);
    archive("last_sample", lastSample);
    archive("estimate", estimate);
    archive("use", use);
}

template <class Archive>
void describe(Archive &archive, PathAsymmetry &value)
{
    auto &[first, second, isOneServer, difference, statistical] = value;
    archive("first", first);
    archive("second", second);
    archive("is_one_server", isOneServer);
    archive("difference_s", difference);
    archive("statistical_s", statistical);
}

template <class Archive>
void describe(Archive &archive, ConfigurationFile &value)
{
    auto &[path, changedAt] = value;
    archive("path", path);
    archive("changed_at", changedAt);
}

template <class Archive>
void describe(Archive &archive, SourceStatistics &value)
{
    auto &[samples, runs, span, standardDeviation, frequencyPpm, skewPpm, offset, offsetError] = value;
    archive("samples", samples);
    archive("runs", runs);
    archive("span_s", span);
    archive("std_dev_s", standardDeviation);
    archive("freq_ppm", frequencyPpm);
    archive("skew_ppm", skewPpm);
    archive("offset_s", offset);
    archive("offset_error_s", offsetError);
}

template <class Archive>
void describe(Archive &archive, DaemonSource &value)
{
    auto &[name, address, port, ordinal, resolved, mode, standing, letter, stratum, pollLog2, reach,
           lastSample, measured, adjusted, error, delay, jitter, rootDelay, rootDispersion, statistics,
           referenceId, leap, origin, isOfPool, device, deviceName] = value;
    archive("name", name);
    archive("address", address);
    archive("port", port);
    archive("ordinal", ordinal);
    archive("resolved", resolved);
    archive("mode", mode);
    archive("state", standing);
    archive("state_char", letter);
    archive("stratum", stratum);
    archive("poll_log2", pollLog2);
    archive("reach", reach);
    archive("last_sample", lastSample);
    archive("measured_offset_s", measured);
    archive("offset_s", adjusted);
    archive("error_s", error);
    archive("delay_s", delay);
    archive("jitter_s", jitter);
    archive("root_delay_s", rootDelay);
    archive("root_dispersion_s", rootDispersion);
    archive("statistics", statistics);
    archive("refid", referenceId);
    archive("leap", leap);
    archive("origin", origin);
    archive("is_of_pool", isOfPool);
    archive("device", device);
    archive("device_name", deviceName);
}

template <class Archive>
void describe(Archive &archive, DaemonTracking &value)
{
    auto &[synchronised, referenceId, source, stratum, leap, lastUpdate, systemOffset, lastOffset, rmsOffset,
           frequencyPpm, residualFrequencyPpm, skewPpm, rootDelay, rootDispersion, updateInterval] = value;
    archive("synchronised", synchronised);
    archive("refid", referenceId);
    archive("source", source);
    archive("stratum", stratum);
    archive("leap", leap);
    archive("ref_time", lastUpdate);
    archive("system_offset_s", systemOffset);
    archive("last_offset_s", lastOffset);
    archive("rms_offset_s", rmsOffset);
    archive("freq_ppm", frequencyPpm);
    archive("residual_freq_ppm", residualFrequencyPpm);
    archive("skew_ppm", skewPpm);
    archive("root_delay_s", rootDelay);
    archive("root_dispersion_s", rootDispersion);
    archive("update_interval_s", updateInterval);
}

template <class Archive>
void describe(Archive &archive, SourceActivityCounts &value)
{
    auto &[online, offline, burstOnline, burstOffline, unresolved] = value;
    archive("online", online);
    archive("offline", offline);
    archive("burst_online", burstOnline);
    archive("burst_offline", burstOffline);
    archive("unresolved", unresolved);
}

template <class Archive>
void describe(Archive &archive, HardwareClockReport &value)
{
    auto &[measuredAt, samples, runs, span, ahead, gainPpm] = value;
    archive("measured_at", measuredAt);
    archive("samples", samples);
    archive("runs", runs);
    archive("span_s", span);
    archive("offset_s", ahead);
    archive("freq_ppm", gainPpm);
}

template <class Archive>
void describe(Archive &archive, SmoothingReport &value)
{
    auto &[active, leapOnly, offset, frequencyPpm, wanderPpm, remaining] = value;
    archive("active", active);
    archive("leap_only", leapOnly);
    archive("offset_s", offset);
    archive("freq_ppm", frequencyPpm);
    archive("wander_ppm", wanderPpm);
    archive("remaining_s", remaining);
}

template <class Archive>
void describe(Archive &archive, DaemonProcess &value)
{
    auto &[kind, pid, program, mainFile, startedAt, maySetClock, leavesClockAlone, isInContainer, unit] =
        value;
    archive("kind", kind);
    archive("pid", pid);
    archive("program", program);
    archive("main_file", mainFile);
    archive("started_at", startedAt);
    archive("may_set_clock", maySetClock);
    archive("leaves_clock_alone", leavesClockAlone);
    archive("is_in_container", isInContainer);
    archive("unit", unit);
}

template <class Archive>
void describe(Archive &archive, DaemonReport &value)
{
    auto &[kind, endpoint, instance, version, answer, problem, readAt, silentSince, tracking, sources,
           activity, hardwareClock, smoothing, distanceLimit, process, isElsewhere, configuration] = value;
    archive("kind", kind);
    archive("endpoint", endpoint);
    archive("instance", instance);
    archive("version", version);
    archive("answer", answer);
    archive("problem", problem);
    archive("read_at", readAt);
    archive("silent_since", silentSince);
    archive("tracking", tracking);
    archive("sources", sources);
    archive("activity", activity);
    archive("hardware_clock", hardwareClock);
    archive("smoothing", smoothing);
    archive("distance_limit_s", distanceLimit);
    archive("process", process);
    archive("is_elsewhere", isElsewhere);
    archive("configuration", configuration);
}

template <class Archive>
void describe(Archive &archive, OtherSteerer &value)
{
    auto &[name, pid, maySetClock, steersByItself] = value;
    archive("name", name);
    archive("pid", pid);
    archive("may_set_clock", maySetClock);
    archive("steers_by_itself", steersByItself);
}

template <class Archive>
void describe(Archive &archive, HostMachine &value)
{
    auto &[kind, name, cloud] = value;
    archive("kind", kind);
    archive("name", name);
    archive("cloud", cloud);
}

template <class Archive>
void describe(Archive &archive, MachineDaemons &value)
{
    auto &[isComplete, host, daemons, unassigned, others] = value;
    archive("is_complete", isComplete);
    archive("host", host);
    archive("daemons", daemons);
    archive("unassigned", unassigned);
    archive("others", others);
}

template <class Archive>
void describe(Archive &archive, KernelClock &value)
{
    auto &[offset, frequencyPpm, maximumError, estimatedError, status, leap, taiOffset, tick] = value;
    archive("offset_s", offset);
    archive("freq_ppm", frequencyPpm);
    archive("maxerror_s", maximumError);
    archive("esterror_s", estimatedError);
    archive("status", status);
    archive("leap", leap);
    archive("tai_s", taiOffset);
    archive("tick_s", tick);
}

template <class Archive>
void describe(Archive &archive, HardwareClock &value)
{
    auto &[device, readAt, reading, keepsLocalTime, aheadOfSystem] = value;
    archive("device", device);
    archive("read_at", readAt);
    archive("reading", reading);
    archive("keeps_local_time", keepsLocalTime);
    archive("ahead_of_system_s", aheadOfSystem);
}

template <class Archive>
void describe(Archive &archive, TimeZone &value)
{
    auto &[id, abbreviation, utcOffset, daylightSaving, nextTransition, isCopy] = value;
    archive("id", id);
    archive("abbreviation", abbreviation);
    archive("utc_offset_s", utcOffset);
    archive("daylight_saving", daylightSaving);
    archive("next_transition", nextTransition);
    archive("is_copy", isCopy);
}

template <class Archive>
void describe(Archive &archive, TimedatedReport &value)
{
    auto &[available, readAt, zone, localRtc, canNetworkTime, networkTimeEnabled, synchronised,
           hardwareReading, problem] = value;
    archive("available", available);
    archive("read_at", readAt);
    archive("zone", zone);
    archive("local_rtc", localRtc);
    archive("can_ntp", canNetworkTime);
    archive("ntp", networkTimeEnabled);
    archive("ntp_synchronized", synchronised);
    archive("rtc_time", hardwareReading);
    archive("problem", problem);
}

template <class Archive>
void describe(Archive &archive, ClockReport &value)
{
    auto &[readAt, startedAt, kernel, hardware, zone, zoneOfProcess, timedated, steeredAt, timeServiceUnits] =
        value;
    archive("read_at", readAt);
    archive("started_at", startedAt);
    archive("kernel", kernel);
    archive("hardware", hardware);
    archive("zone", zone);
    archive("zone_of_process", zoneOfProcess);
    archive("timedated", timedated);
    archive("steered_at", steeredAt);
    archive("time_service_units", timeServiceUnits);
}

template <class Archive>
void describe(Archive &archive, ClockEvent &value)
{
    auto &[kind, at, lasted, moved, isOver] = value;
    archive("kind", kind);
    archive("at", at);
    archive("lasted_s", lasted);
    archive("moved_s", moved);
    archive("is_over", isOver);
}

template <class Archive>
void describe(Archive &archive, NamedServer &value)
{
    auto &[host, daemon, origin, type, file, line] = value;
    archive("host", host);
    archive("daemon", daemon);
    archive("origin", origin);
    archive("type", type);
    archive("file", file);
    archive("line", line);
}

template <class Archive>
void describe(Archive &archive, NamedDevice &value)
{
    auto &[driver, parameter, referenceId, file, line] = value;
    archive("driver", driver);
    archive("parameter", parameter);
    archive("refid", referenceId);
    archive("file", file);
    archive("line", line);
}

template <class Archive>
void describe(Archive &archive, Error &value)
{
    auto &[code, subject, detail] = value;
    archive("code", code);
    archive("subject", subject);
    archive("detail", detail);
}

template <class Archive>
void describe(Archive &archive, ConfigText &value)
{
    auto &[path, part, text] = value;
    archive("path", path);
    archive("part", part);
    archive("text", text);
}

template <class Archive>
void describe(Archive &archive, NamedServers &value)
{
    auto &[servers, devices, files, problems, commandPort, commandAddresses, texts, sourceFolders] = value;
    archive("servers", servers);
    archive("devices", devices);
    archive("files", files);
    archive("problems", problems);
    archive("command_port", commandPort);
    archive("command_addresses", commandAddresses);
    archive("texts", texts);
    archive("source_folders", sourceFolders);
}

template <class Archive>
void describe(Archive &archive, DaemonVersion &value)
{
    auto &[parts] = value;
    archive("parts", parts);
}

template <class Archive>
void describe(Archive &archive, ServerConfiguration &value)
{
    auto &[daemon, version, isRunning, unit, mainFile, files] = value;
    archive("daemon", daemon);
    archive("version", version);
    archive("is_running", isRunning);
    archive("unit", unit);
    archive("main_file", mainFile);
    archive("files", files);
}

template <class Archive>
void describe(Archive &archive, ChronySelection &value)
{
    auto &[letter, isAuthenticated, configuredOptions, effectiveOptions, lastSampleAgo, score, lowest,
           highest] = value;
    archive("state_char", letter);
    archive("is_authenticated", isAuthenticated);
    archive("configured_options", configuredOptions);
    archive("effective_options", effectiveOptions);
    archive("last_sample_ago_s", lastSampleAgo);
    archive("score", score);
    archive("lowest_s", lowest);
    archive("highest_s", highest);
}

template <class Archive>
void describe(Archive &archive, ChronyAuthentication &value)
{
    auto &[mode, keyId, keyBits, attempts, establishedAgo, cookies, isRefused] = value;
    archive("mode", mode);
    archive("key_id", keyId);
    archive("key_bits", keyBits);
    archive("attempts", attempts);
    archive("established_ago_s", establishedAgo);
    archive("cookies", cookies);
    archive("is_refused", isRefused);
}

template <class Archive>
void describe(Archive &archive, ChronyExchange &value)
{
    auto &[version, offset, delay, dispersion, responseTime, jitterAsymmetry, tests, isInterleaved,
           isAuthenticated, sendStamps, receiveStamps, sent, received, valid, good] = value;
    archive("version", version);
    archive("offset_s", offset);
    archive("delay_s", delay);
    archive("dispersion_s", dispersion);
    archive("response_time_s", responseTime);
    archive("jitter_asymmetry", jitterAsymmetry);
    archive("tests", tests);
    archive("is_interleaved", isInterleaved);
    archive("is_authenticated", isAuthenticated);
    archive("send_stamps", sendStamps);
    archive("receive_stamps", receiveStamps);
    archive("sent", sent);
    archive("received", received);
    archive("valid", valid);
    archive("good", good);
}

template <class Archive>
void describe(Archive &archive, ChronyServing &value)
{
    auto &[received, dropped, commands, commandsDropped, keyExchanges, keyExchangesDropped, authenticated,
           interleaved] = value;
    archive("received", received);
    archive("dropped", dropped);
    archive("commands", commands);
    archive("commands_dropped", commandsDropped);
    archive("key_exchanges", keyExchanges);
    archive("key_exchanges_dropped", keyExchangesDropped);
    archive("authenticated", authenticated);
    archive("interleaved", interleaved);
}

template <class Archive>
void describe(Archive &archive, ChronyObservation &value)
{
    auto &[readAt, selection, authentication, exchanges, serving, problems] = value;
    archive("read_at", readAt);
    archive("selection", selection);
    archive("authentication", authentication);
    archive("exchanges", exchanges);
    archive("serving", serving);
    archive("problems", problems);
}

template <class Archive>
void describe(Archive &archive, LogLine &value)
{
    auto &[line, daemon, time, at, event, subject, detail, offset, moved, message] = value;
    archive("line", line);
    archive("daemon", daemon);
    archive("time", time);
    archive("at", at);
    archive("event", event);
    archive("subject", subject);
    archive("detail", detail);
    archive("offset_s", offset);
    archive("moved_s", moved);
    archive("message", message);
}

template <class Archive>
void describe(Archive &archive, UnitReport &value)
{
    auto &[name, description, load, enablement, activity, state, result, since, mainPid, exitStatus,
           statusText, isConditionUnmet, isLogHidden, log] = value;
    archive("name", name);
    archive("description", description);
    archive("load", load);
    archive("enablement", enablement);
    archive("activity", activity);
    archive("state", state);
    archive("result", result);
    archive("since", since);
    archive("main_pid", mainPid);
    archive("exit_status", exitStatus);
    archive("status_text", statusText);
    archive("is_condition_unmet", isConditionUnmet);
    archive("is_log_hidden", isLogHidden);
    archive("log", log);
}

template <class Archive>
void describe(Archive &archive, AnswerLine &value)
{
    auto &[line, needsPassword, nobodyThere, text] = value;
    archive("line", line);
    archive("needs_password", needsPassword);
    archive("nobody_there", nobodyThere);
    archive("text", text);
}

template <class Archive>
void describe(Archive &archive, Verdict &value)
{
    auto &[state, asked, answering, total, noWay, offline, reached, agreeing, contradicting, isDisputed,
           firstAnswerIn, source, offset, bound, statistical, measuredAt] = value;
    archive("state", state);
    archive("asked", asked);
    archive("answering", answering);
    archive("total", total);
    archive("no_way", noWay);
    archive("offline", offline);
    archive("reached", reached);
    archive("agreeing", agreeing);
    archive("contradicting", contradicting);
    archive("is_disputed", isDisputed);
    archive("first_answer_in_s", firstAnswerIn);
    archive("source", source);
    archive("offset_s", offset);
    archive("bound_s", bound);
    archive("statistical_s", statistical);
    archive("measured_at", measuredAt);
}

template <class Archive>
void describe(Archive &archive, FollowedDevice &value)
{
    auto &[name, isHostsClock, within] = value;
    archive("name", name);
    archive("hosts_clock", isHostsClock);
    archive("within_s", within);
}

template <class Archive>
void describe(Archive &archive, ClockJudgement &value)
{
    auto &[state, steering, daemonTells, isWordPassedOver, asked, measuredHere, ofDeviceOnly, device,
           isBeingCorrected, claimsContradict, contradictsDaemon, source, offset, bound, measuredAt, agreeing,
           limit] = value;
    archive("state", state);
    archive("steering", steering);
    archive("daemon_tells", daemonTells);
    archive("is_word_passed_over", isWordPassedOver);
    archive("asked", asked);
    archive("measured_here", measuredHere);
    archive("of_device_only", ofDeviceOnly);
    archive("device", device);
    archive("is_being_corrected", isBeingCorrected);
    archive("claims_contradict", claimsContradict);
    archive("contradicts_daemon", contradictsDaemon);
    archive("source", source);
    archive("offset_s", offset);
    archive("bound_s", bound);
    archive("measured_at", measuredAt);
    archive("agreeing", agreeing);
    archive("limit_s", limit);
}

template <class Archive>
void describe(Archive &archive, ClockLimits &value)
{
    auto &[warning, critical] = value;
    archive("warning_s", warning);
    archive("critical_s", critical);
}

template <class Archive>
void describe(Archive &archive, DiagnosisFacts &value)
{
    auto &[now, isPasted, isOffline, startedAt, suspended, measured, asymmetries, machine, clock, clockEvents,
           clockEventsSince, steppedHere, configurations, observation, units, log, answers, verdict,
           judgement, limits] = value;
    archive("now", now);
    archive("is_pasted", isPasted);
    archive("is_offline", isOffline);
    archive("started_at", startedAt);
    archive("suspended_s", suspended);
    archive("measured", measured);
    archive("asymmetries", asymmetries);
    archive("machine", machine);
    archive("clock", clock);
    archive("clock_events", clockEvents);
    archive("clock_events_since", clockEventsSince);
    archive("stepped_here", steppedHere);
    archive("configurations", configurations);
    archive("observation", observation);
    archive("units", units);
    archive("log", log);
    archive("answers", answers);
    archive("verdict", verdict);
    archive("judgement", judgement);
    archive("limits", limits);
}

} // namespace synchroscope
