<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja_JP" sourcelanguage="en">
<context>
    <name>Autostart</name>
    <message>
        <source>%1 could not be removed: %2</source>
        <translation>%1 を削除できませんでした: %2</translation>
    </message>
</context>
<context>
    <name>ChangeWording</name>
    <message>
        <source>%1 restarted</source>
        <translation>%1 を再起動しました</translation>
    </message>
    <message>
        <source>Restart of %1</source>
        <translation>%1 の再起動</translation>
    </message>
    <message>
        <source>%1 told to read its sources again</source>
        <translation>%1 に時刻源の読み直しを指示しました</translation>
    </message>
    <message>
        <source>%1 is told to read its sources again</source>
        <translation>%1 に時刻源の読み直しを指示</translation>
    </message>
    <message>
        <source>The former files put back</source>
        <translation>元のファイルに戻しました</translation>
    </message>
    <message>
        <source>Putting the former files back</source>
        <translation>元のファイルに戻す</translation>
    </message>
    <message>
        <source>Checked and saved</source>
        <translation>検査して保存しました</translation>
    </message>
    <message>
        <source>Checking and saving</source>
        <translation>検査と保存</translation>
    </message>
    <message>
        <source>%1 itself names the servers</source>
        <translation>%1 がサーバーを認識</translation>
    </message>
    <message>
        <source>Names resolved</source>
        <translation>名前解決</translation>
    </message>
    <message>
        <source>First answers</source>
        <translation>最初の応答</translation>
    </message>
    <message>
        <source>Enough answers to follow a server</source>
        <translation>同期に十分な数の応答</translation>
    </message>
    <message>
        <source>One server followed</source>
        <translation>1 台のサーバーに同期</translation>
    </message>
    <message numerus="yes">
        <source>%1 itself names %2 of %n server(s)</source>
        <comment>a daemon, a number</comment>
        <translation>
            <numerusform>%1 が %n 台中 %2 台のサーバーを認識</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n name(s) resolved</source>
        <translation>
            <numerusform>%n 個中 %1 個の名前を解決</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>First answers from %1 of %n server(s)</source>
        <translation>
            <numerusform>%n 台中 %1 台から最初の応答</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n server(s) can be followed</source>
        <translation>
            <numerusform>%n 台中 %1 台が同期可能</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: not %2</source>
        <comment>how far, servers</comment>
        <translation>%1（未認識: %2）</translation>
    </message>
    <message>
        <source>%1: no address for %2</source>
        <comment>how far, servers</comment>
        <translation>%1（アドレスなし: %2）</translation>
    </message>
    <message>
        <source>%1: no answer from %2</source>
        <comment>how far, servers</comment>
        <translation>%1（応答なし: %2）</translation>
    </message>
    <message>
        <source>%1: not yet %2</source>
        <comment>how far, servers</comment>
        <translation>%1（まだ: %2）</translation>
    </message>
    <message>
        <source>It failed.</source>
        <translation>失敗しました。</translation>
    </message>
    <message>
        <source>It failed at this step: %1.</source>
        <translation>次の段階で失敗しました: %1。</translation>
    </message>
    <message>
        <source>%1: not needed</source>
        <comment>a step</comment>
        <translation>%1: 不要</translation>
    </message>
    <message>
        <source>%1: still asks %2</source>
        <comment>how far, servers</comment>
        <translation>%1（まだ問い合わせ中: %2）</translation>
    </message>
    <message>
        <source>%1, about %2 left</source>
        <comment>a step, a span</comment>
        <translation>%1、あと約 %2</translation>
    </message>
    <message>
        <source>%1, any moment now</source>
        <comment>a step</comment>
        <translation>%1、まもなく</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>待機中</translation>
    </message>
    <message>
        <source>under way</source>
        <translation>実行中</translation>
    </message>
    <message>
        <source>done</source>
        <translation>完了</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失敗</translation>
    </message>
    <message>
        <source>not needed</source>
        <translation>不要</translation>
    </message>
    <message>
        <source>If %1 does not come back, the old configuration returns by itself.</source>
        <translation>%1 が復帰しなければ、自動的に元の設定に戻ります。</translation>
    </message>
    <message>
        <source>The last change is undone, and %1 follows a server again.</source>
        <translation>最後の変更を元に戻し、%1 は再びサーバーに同期しています。</translation>
    </message>
    <message>
        <source>Done: %1 follows a server of the new list.</source>
        <translation>完了: %1 は新しい一覧のサーバーに同期しています。</translation>
    </message>
    <message>
        <source>Done: %1 has no server to follow any more.</source>
        <translation>完了: %1 には同期先のサーバーがなくなりました。</translation>
    </message>
    <message>
        <source>Saved, and %1 is up. It has not come to follow a server so far: look at the list for what it lacks.</source>
        <translation>保存され、%1 は動作していますが、まだどのサーバーにも同期していません。何が足りないかは一覧で確認してください。</translation>
    </message>
    <message>
        <source>The prompt for the password was closed: nothing was changed.</source>
        <translation>パスワードの入力がキャンセルされたため、何も変更しませんでした。</translation>
    </message>
    <message>
        <source>You may not change it, or nobody could ask you for a password: nothing was changed. &quot;Copy commands&quot; gives what an administrator would type.</source>
        <translation>変更する権限がないか、パスワードを求めるプログラムがないため、何も変更しませんでした。管理者が入力するコマンドは「コマンドをコピー」で得られます。</translation>
    </message>
    <message>
        <source>It was refused, and nothing was changed.</source>
        <translation>拒否されたため、何も変更しませんでした。</translation>
    </message>
    <message>
        <source>%1 Everything is as it was before.</source>
        <comment>which step failed</comment>
        <translation>%1すべて変更前の状態に戻っています。</translation>
    </message>
    <message>
        <source>Nothing can be applied from here: Synchroscope&apos;s helper, which changes files as root, is not installed. &quot;Copy commands&quot; gives what does the same.</source>
        <translation>ここからは適用できません。root としてファイルを変更する Synchroscope のヘルパーがインストールされていません。同じことをするコマンドは「コマンドをコピー」で得られます。</translation>
    </message>
    <message>
        <source>Nothing can be applied from here: pkexec, which asks for the password, is not installed. &quot;Copy commands&quot; gives what does the same.</source>
        <translation>ここからは適用できません。パスワードを求める pkexec がインストールされていません。同じことをするコマンドは「コマンドをコピー」で得られます。</translation>
    </message>
    <message>
        <source>Nothing is applied here, in a demonstration. &quot;Copy commands&quot; gives what would do it.</source>
        <translation>デモでは何も適用しません。適用するためのコマンドは「コマンドをコピー」で得られます。</translation>
    </message>
    <message>
        <source>The former files are back. From here on nothing is taken back by itself.</source>
        <translation>以前のファイルに戻しました。これ以降、自動で取り消されることはありません。</translation>
    </message>
    <message>
        <source>Saved. From here on nothing is taken back by itself.</source>
        <translation>保存しました。これ以降、自動で取り消されることはありません。</translation>
    </message>
    <message>
        <source>Saved, and %1 is up. From here on nothing is taken back by itself.</source>
        <translation>保存し、%1 は動作しています。これ以降、自動で取り消されることはありません。</translation>
    </message>
    <message>
        <source>not reached</source>
        <comment>a step</comment>
        <translation>未到達</translation>
    </message>
    <message>
        <source>Saved. %1 does not run, so the list counts from its next start on.</source>
        <translation>保存しました。%1 は動作していないため、次に起動したときから有効になります。</translation>
    </message>
    <message>
        <source>%1 Not everything could be put back. Compare the files with what you had; the next change, also one by &quot;synchroscopectl servers …&quot;, first tries again to put them back.</source>
        <comment>which step failed</comment>
        <translation>%1すべてを元に戻すことはできませんでした。ファイルを以前の内容と比べてください。次の変更（「synchroscopectl servers …」によるものも含む）は、まず元に戻す処理をもう一度試みます。</translation>
    </message>
    <message>
        <source>%1 does not run: the files are as before.</source>
        <translation>%1 は動いていません。ファイルは元どおりです。</translation>
    </message>
    <message>
        <source>You may not undo it, or nobody could ask you for a password: nothing was changed. An administrator can type: synchroscopectl servers undo</source>
        <translation>元に戻す権限がないか、パスワードを求めるプログラムがないため、何も変更しませんでした。管理者は次のコマンドで元に戻せます: synchroscopectl servers undo</translation>
    </message>
</context>
<context>
    <name>ClockWording</name>
    <message numerus="yes">
        <source>%n hour(s)</source>
        <translation>
            <numerusform>%n 時間</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%n 分</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>hours and minutes</comment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>the same as universal time</source>
        <translation>協定世界時と同じ</translation>
    </message>
    <message>
        <source>%1 ahead of universal time</source>
        <translation>協定世界時より %1進んでいます</translation>
    </message>
    <message>
        <source>%1 behind universal time</source>
        <translation>協定世界時より %1遅れています</translation>
    </message>
    <message>
        <source>%1, with daylight saving time</source>
        <translation>%1、夏時間</translation>
    </message>
    <message>
        <source>cannot be read</source>
        <translation>読み取れません</translation>
    </message>
    <message>
        <source>Whether in local or universal time is not known.</source>
        <translation>現地時刻か協定世界時かは不明です。</translation>
    </message>
    <message>
        <source>Kept in universal time.</source>
        <translation>協定世界時で動いています。</translation>
    </message>
    <message>
        <source>%1 Agrees with this clock to the second.</source>
        <comment>a sentence</comment>
        <translation>%1この時計と秒まで一致しています。</translation>
    </message>
    <message>
        <source>%1 It is %2 ahead of this clock.</source>
        <comment>a sentence</comment>
        <translation>%1この時計より %2進んでいます。</translation>
    </message>
    <message>
        <source>%1 It is %2 behind this clock.</source>
        <comment>a sentence</comment>
        <translation>%1この時計より %2遅れています。</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>はい</translation>
    </message>
    <message>
        <source>no</source>
        <translation>いいえ</translation>
    </message>
    <message>
        <source>The kernel&apos;s flag. The clock was last updated %1.</source>
        <translation>カーネルのフラグです。時計の最後の更新は %1です。</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>program and version</comment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>none answers</source>
        <translation>応答するものはありません</translation>
    </message>
    <message>
        <source>timedatectl says: active.</source>
        <translation>timedatectl の表示: active。</translation>
    </message>
    <message>
        <source>timedatectl says: inactive.</source>
        <translation>timedatectl の表示: inactive。</translation>
    </message>
    <message>
        <source>timedatectl says: not available. It knows no time service that is installed.</source>
        <translation>timedatectl の表示: n/a。インストールされている時刻サービスを認識していません。</translation>
    </message>
    <message>
        <source>%1, with daylight saving time until %2</source>
        <translation>%1（%2まで夏時間）</translation>
    </message>
    <message>
        <source>corrects by its own loop</source>
        <translation>カーネル自身の制御ループで補正</translation>
    </message>
    <message>
        <source>frequency by a pulse per second</source>
        <translation>周波数を1秒パルスで補正</translation>
    </message>
    <message>
        <source>time by a pulse per second</source>
        <translation>時刻を1秒パルスで補正</translation>
    </message>
    <message>
        <source>loop on frequency</source>
        <translation>周波数ロックループ（FLL）</translation>
    </message>
    <message>
        <source>inserts a leap second</source>
        <translation>うるう秒を挿入予定</translation>
    </message>
    <message>
        <source>deletes a leap second</source>
        <translation>うるう秒を削除予定</translation>
    </message>
    <message>
        <source>does not set the hardware clock</source>
        <translation>ハードウェアクロックを設定しない</translation>
    </message>
    <message>
        <source>frequency held</source>
        <translation>周波数を固定</translation>
    </message>
    <message>
        <source>pulse per second is there</source>
        <translation>1秒パルスあり</translation>
    </message>
    <message>
        <source>pulse per second jitters</source>
        <translation>1秒パルスにジッターあり</translation>
    </message>
    <message>
        <source>pulse per second wanders</source>
        <translation>1秒パルスがふらついている</translation>
    </message>
    <message>
        <source>pulse per second is faulty</source>
        <translation>1秒パルスに異常あり</translation>
    </message>
    <message>
        <source>clock fault</source>
        <translation>時計の異常</translation>
    </message>
    <message>
        <source>counts nanoseconds</source>
        <translation>ナノ秒単位</translation>
    </message>
    <message>
        <source>loop locks the frequency</source>
        <translation>ループは周波数ロックモード（FLL）</translation>
    </message>
    <message>
        <source>clock source B</source>
        <translation>クロックソース B</translation>
    </message>
    <message>
        <source>none announced</source>
        <translation>予告なし</translation>
    </message>
    <message>
        <source>inserted at the next midnight UTC</source>
        <translation>次の UTC 午前 0 時に挿入</translation>
    </message>
    <message>
        <source>deleted at the next midnight UTC</source>
        <translation>次の UTC 午前 0 時に削除</translation>
    </message>
    <message>
        <source>being inserted</source>
        <translation>挿入中</translation>
    </message>
    <message>
        <source>has just been</source>
        <translation>たった今終わりました</translation>
    </message>
    <message>
        <source>Still to correct</source>
        <translation>残りの補正量</translation>
    </message>
    <message>
        <source>Largest error</source>
        <translation>最大誤差</translation>
    </message>
    <message>
        <source>Estimated error</source>
        <translation>推定誤差</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状態フラグ</translation>
    </message>
    <message>
        <source>no flags</source>
        <translation>フラグなし</translation>
    </message>
    <message>
        <source>Leap second</source>
        <translation>うるう秒</translation>
    </message>
    <message>
        <source>TAI − UTC</source>
        <translation>TAI − UTC</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>not told to the kernel</source>
        <translation>カーネルに知らされていません</translation>
    </message>
    <message>
        <source>The clock stays as it is; what programs show as local time changes at once.</source>
        <translation>時計そのものは変わりません。プログラムが表示する現地時刻がすぐに変わります。</translation>
    </message>
    <message>
        <source>The system starts its time service, which may set this clock.</source>
        <translation>システムが時刻サービスを開始し、この時計を合わせることがあります。</translation>
    </message>
    <message>
        <source>The hardware clock is set from this clock and kept in universal time. Windows on this computer would then be wrong, unless it is told so too.</source>
        <translation>ハードウェアクロックをこの時計に合わせ、協定世界時で保ちます。このコンピューターの Windows にも同じ設定をしないと、Windows の時刻が狂います。</translation>
    </message>
    <message>
        <source>Shown as this program&apos;s environment wants it (TZ=%1). The system&apos;s time zone is %2.</source>
        <translation>このプログラムの環境変数（TZ=%1）に従って表示しています。システムのタイムゾーンは %2 です。</translation>
    </message>
    <message>
        <source>Kept in local time, as Windows does it: each system on this computer may set it anew when summer time begins or ends.</source>
        <translation>Windows と同じく現地時刻で動いています。夏時間の始まりと終わりには、このコンピューターの各システムがそれぞれ合わせ直すことがあります。</translation>
    </message>
    <message>
        <source>none that can be read here</source>
        <translation>ここで読めるものはありません</translation>
    </message>
    <message>
        <source>The system would keep it in local time.</source>
        <translation>システムの設定では現地時刻で保ちます。</translation>
    </message>
    <message>
        <source>The system would keep it in universal time.</source>
        <translation>システムの設定では協定世界時で保ちます。</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>不明</translation>
    </message>
    <message>
        <source>The kernel does not tell this program here, as in some containers.</source>
        <translation>一部のコンテナーと同じく、ここではカーネルがこのプログラムに知らせません。</translation>
    </message>
    <message>
        <source>timedatectl cannot tell whether network time is on: systemd does not answer here.</source>
        <translation>ネットワーク時刻が有効かどうか、timedatectl ではわかりません。ここでは systemd が応答しません。</translation>
    </message>
    <message>
        <source>not known: the kernel&apos;s own loop is off</source>
        <translation>不明（カーネル自身の制御ループは動いていません）</translation>
    </message>
    <message>
        <source>The hardware clock is set from this clock and kept in local time, which is for a computer that runs Windows too. It may be an hour wrong after summer time begins or ends.</source>
        <translation>ハードウェアクロックをこの時計に合わせ、現地時刻で保ちます。Windows も使うコンピューター向けです。夏時間の始まりや終わりの後に、1 時間狂うことがあります。</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>two sentences</comment>
        <translation>%1%2</translation>
    </message>
    <message>
        <source>without a name</source>
        <comment>a time zone</comment>
        <translation>名前なし</translation>
    </message>
    <message>
        <source>The system&apos;s time zone has no name: /etc/localtime leads to none. Set the time zone anew.</source>
        <translation>システムのタイムゾーンには名前がありません。/etc/localtime がタイムゾーンを指していません。タイムゾーンを設定し直してください。</translation>
    </message>
    <message>
        <source>/etc/localtime is a copy of time zone data and no link to it: it does not follow new rules for daylight saving time, and systemd does not know the zone&apos;s name. Setting the time zone anew mends that.</source>
        <translation>/etc/localtime がタイムゾーンデータへのリンクではなく、そのコピーです。夏時間の新しい規則に追従せず、systemd にはタイムゾーンの名前がわかりません。タイムゾーンを設定し直せば直ります。</translation>
    </message>
    <message>
        <source>It shows local time, and the system takes it for universal time: after the next start this clock can be wrong by %1. Another system on this computer may have set it. Set it from this clock by &quot;hwclock --systohc&quot; as administrator.</source>
        <translation>現地時刻を示していますが、システムは協定世界時として扱います。次の起動後、この時計は %1狂うことがあります。このコンピューターの別のシステムが設定したのかもしれません。管理者として「hwclock --systohc」を実行し、この時計に合わせてください。</translation>
    </message>
    <message>
        <source>It shows universal time, and the system takes it for local time: after the next start this clock can be wrong by %1. Set it from this clock by &quot;hwclock --systohc&quot; as administrator.</source>
        <translation>協定世界時を示していますが、システムは現地時刻として扱います。次の起動後、この時計は %1狂うことがあります。管理者として「hwclock --systohc」を実行し、この時計に合わせてください。</translation>
    </message>
    <message>
        <source>%1 It is %2 ahead of this clock, as if it showed another time zone. Set it from this clock by &quot;hwclock --systohc&quot; as administrator.</source>
        <comment>a sentence</comment>
        <translation>%1この時計より %2進んでおり、別のタイムゾーンを示しているようです。管理者として「hwclock --systohc」を実行し、この時計に合わせてください。</translation>
    </message>
    <message>
        <source>%1 It is %2 behind this clock, as if it showed another time zone. Set it from this clock by &quot;hwclock --systohc&quot; as administrator.</source>
        <comment>a sentence</comment>
        <translation>%1この時計より %2遅れており、別のタイムゾーンを示しているようです。管理者として「hwclock --systohc」を実行し、この時計に合わせてください。</translation>
    </message>
    <message>
        <source>The kernel&apos;s flag. The clock was last seen to be corrected %1; no time service tells of it.</source>
        <translation>カーネルのフラグです。時計の補正を最後に確認したのは %1です。それを知らせる時刻サービスはありません。</translation>
    </message>
    <message>
        <source>The kernel&apos;s flag, which stays for hours. By the kernel&apos;s largest error the clock was updated within the last %1; no time service tells when.</source>
        <translation>カーネルのフラグで、何時間も残ります。カーネルの最大誤差によれば、時計は過去 %1以内に更新されました。いつかを知らせる時刻サービスはありません。</translation>
    </message>
    <message>
        <source>The kernel reckons with an error of 16 s or more: no update since this computer was started %1, or since the clock was set.</source>
        <translation>カーネルは 16 秒以上の誤差を見込んでいます。このコンピューターの起動（%1）から、または時計が設定されてから、更新がありません。</translation>
    </message>
    <message>
        <source>The kernel reckons with an error of 16 s or more: no update for nine hours, since this computer was started, or since the clock was set.</source>
        <translation>カーネルは 16 秒以上の誤差を見込んでいます。9 時間前から、このコンピューターの起動から、または時計が設定されてから、更新がありません。</translation>
    </message>
    <message>
        <source>It was asked %1.</source>
        <translation>問い合わせたのは %1です。</translation>
    </message>
    <message>
        <source>timedatectl says so.</source>
        <translation>timedatectl の表示です。</translation>
    </message>
    <message>
        <source>%1 (answers an administrator only)</source>
        <comment>program</comment>
        <translation>%1（管理者にしか応答しません）</translation>
    </message>
    <message>
        <source>%1 (cannot be asked)</source>
        <comment>program</comment>
        <translation>%1（問い合わせできません）</translation>
    </message>
    <message>
        <source>%1 (does not answer)</source>
        <comment>program</comment>
        <translation>%1（応答がありません）</translation>
    </message>
    <message numerus="yes">
        <source>%1, running %n time(s)</source>
        <comment>program</comment>
        <translation>
            <numerusform>%1、%n 個動作中</numerusform>
        </translation>
    </message>
    <message>
        <source>Its host can pause it, and its clock then stands still.</source>
        <translation>ホストが一時停止することがあり、その間この時計は止まります。</translation>
    </message>
    <message>
        <source>It has no clock of its own: it shows its host&apos;s.</source>
        <translation>独自の時計はなく、ホストの時計を示します。</translation>
    </message>
    <message>
        <source>Windows sets its clock, and can pause it.</source>
        <translation>Windows がこの時計を合わせ、一時停止することもあります。</translation>
    </message>
    <message>
        <source>So this clock would run without the kernel&apos;s correction.</source>
        <translation>カーネルの補正がない場合の、この時計の進み方です。</translation>
    </message>
    <message>
        <source>not told while the kernel counts as unsynchronised</source>
        <translation>カーネルが同期していない扱いの間は知らされません</translation>
    </message>
    <message>
        <source>not told: the clock or its pulse per second is faulty</source>
        <translation>知らされません（時計か1秒パルスの異常）</translation>
    </message>
    <message>
        <source>The system starts %1, now and whenever the computer starts. It may set this clock.</source>
        <translation>システムが %1 を今すぐ、また起動のたびに開始します。この時計を合わせることがあります。</translation>
    </message>
    <message>
        <source>It stops and disables %1.</source>
        <translation>%1 は停止され、無効になります。</translation>
    </message>
    <message>
        <source>The system stops its time service.</source>
        <translation>システムが時刻サービスを停止します。</translation>
    </message>
    <message>
        <source>The system stops and disables %1.</source>
        <translation>システムが %1 を停止し、無効にします。</translation>
    </message>
    <message>
        <source>Then nothing will keep this clock right.</source>
        <translation>この時計を正しく保つものがなくなります。</translation>
    </message>
    <message>
        <source>Still running, and able to set this clock: %1.</source>
        <translation>引き続き動作し、この時計を設定できるもの: %1。</translation>
    </message>
    <message>
        <source>A time service such as chrony corrects the clock without this loop, and knows itself what is left.</source>
        <translation>chrony などの時刻サービスはこのループを使わずに時計を補正し、残りは自分で把握しています。</translation>
    </message>
    <message>
        <source>The kernel has nothing left to take away.</source>
        <translation>カーネルが取り除くべきずれは残っていません。</translation>
    </message>
    <message>
        <source>%1: the kernel takes that away little by little, as the time service has told it to.</source>
        <comment>offset</comment>
        <translation>%1。時刻サービスの指示どおり、カーネルがこれを少しずつ取り除きます。</translation>
    </message>
    <message>
        <source>By the kernel&apos;s reckoning this clock is not off by more than %1; it adds half a millisecond each second until a time service tells it anew.</source>
        <comment>span</comment>
        <translation>カーネルの見積もりでは、この時計のずれは %1以内です。時刻サービスから改めて知らされるまで、毎秒 0.5 ミリ秒ずつ加算されます。</translation>
    </message>
    <message>
        <source>%1 is what the time service thought likely at its last update. The kernel has measured nothing itself.</source>
        <comment>span</comment>
        <translation>%1 は、時刻サービスが最後の更新でありそうだと見積もった値です。カーネル自身は何も測定していません。</translation>
    </message>
    <message>
        <source>No flag is set: the kernel sets the hardware clock, and corrects by nothing of its own.</source>
        <translation>フラグは立っていません。カーネルはハードウェアクロックを合わせ、独自の仕組みでの補正はしません。</translation>
    </message>
    <message>
        <source>No time service has told the kernel of one.</source>
        <translation>カーネルにうるう秒を知らせた時刻サービスはありません。</translation>
    </message>
    <message>
        <source>Programs that ask the kernel for TAI get UTC, for nobody has told it the difference. Few programs ask.</source>
        <translation>カーネルは UTC との差を知らされていないため、TAI を求めるプログラムには UTC を返します。求めるプログラムはほとんどありません。</translation>
    </message>
    <message>
        <source>The kernel inserts one at the next midnight UTC.</source>
        <translation>カーネルは、次の UTC 0 時にうるう秒を挿入します。</translation>
    </message>
    <message>
        <source>The kernel leaves one second out at the next midnight UTC.</source>
        <translation>カーネルは、次の UTC 0 時に 1 秒を飛ばします。</translation>
    </message>
    <message>
        <source>A leap second is being inserted at this moment.</source>
        <translation>今まさに、うるう秒を挿入しています。</translation>
    </message>
    <message>
        <source>A second has just been left out.</source>
        <translation>たった今 1 秒が飛ばされました。</translation>
    </message>
    <message>
        <source>A leap second has just been inserted.</source>
        <translation>たった今うるう秒が挿入されました。</translation>
    </message>
    <message>
        <source>The kernel does not tell: it counts as unsynchronised.</source>
        <translation>カーネルは示しません。同期していない扱いになっているためです。</translation>
    </message>
    <message>
        <source>The kernel does not tell: the clock or its pulse per second is faulty.</source>
        <translation>カーネルは示しません。時計か 1 秒ごとのパルスに異常があるためです。</translation>
    </message>
    <message>
        <source>%1 is as far as the kernel counts: nobody has told it that the clock is right since it was started or the clock was set, or not for hours.</source>
        <comment>span</comment>
        <translation>%1 はカーネルが数える上限です。起動または時計の設定の後、あるいはもう何時間も、時計が正しいと誰からも知らされていません。</translation>
    </message>
    <message>
        <source>%1 stands for not known: no time service has told the kernel since it was started or the clock was set.</source>
        <comment>span</comment>
        <translation>%1 は「不明」を表します。起動または時計の設定の後、どの時刻サービスもカーネルに知らせていません。</translation>
    </message>
    <message>
        <source>These flags are set now; the glossary says what they are for.</source>
        <translation>今はこれらのフラグが立っています。何のためのものかは用語集にあります。</translation>
    </message>
    <message>
        <source>Programs that ask the kernel for TAI get this clock&apos;s time plus %1.</source>
        <comment>span</comment>
        <translation>カーネルに TAI を求めるプログラムは、この時計の時刻に %1 を加えたものを受け取ります。</translation>
    </message>
</context>
<context>
    <name>ConfigProblem</name>
    <message>
        <source>line %1: it holds a null byte, so this is not text</source>
        <translation>%1 行目: ヌルバイトが含まれているため、テキストではありません</translation>
    </message>
    <message>
        <source>line %1: it is not valid UTF-8</source>
        <translation>%1 行目: 正しい UTF-8 ではありません</translation>
    </message>
    <message>
        <source>line %1: it is longer than %2 bytes</source>
        <translation>%1 行目: %2 バイトを超えています</translation>
    </message>
    <message>
        <source>line %1: chrony ignores it because no line break follows</source>
        <translation>%1 行目: 改行で終わっていないため、chrony はこの行を無視します</translation>
    </message>
    <message>
        <source>line %1: the directive &quot;%2&quot; is unknown</source>
        <translation>%1 行目: ディレクティブ「%2」は不明です</translation>
    </message>
    <message>
        <source>line %1: &quot;%2&quot; has no effect here, only server, pool and peer have</source>
        <translation>%1 行目: ここでは「%2」は効果がありません。効果があるのは server、pool、peer だけです</translation>
    </message>
    <message>
        <source>line %1: &quot;%2&quot; names no server</source>
        <translation>%1 行目: 「%2」にサーバー名がありません</translation>
    </message>
    <message>
        <source>line %1: &quot;%2&quot; is neither a host name nor an address</source>
        <translation>%1 行目: 「%2」はホスト名でもアドレスでもありません</translation>
    </message>
    <message>
        <source>line %1: the port &quot;%2&quot; is not a number from 1 to 65535</source>
        <translation>%1 行目: ポート「%2」は 1 から 65535 までの数ではありません</translation>
    </message>
    <message>
        <source>line %1: the option &quot;%2&quot; is unknown</source>
        <translation>%1 行目: オプション「%2」は不明です</translation>
    </message>
    <message>
        <source>line %1: the option &quot;%2&quot; lacks a usable value</source>
        <translation>%1 行目: オプション「%2」に使える値がありません</translation>
    </message>
    <message>
        <source>line %1: &quot;%2&quot; has too few or too many arguments</source>
        <translation>%1 行目: 「%2」の引数の数が合いません</translation>
    </message>
    <message>
        <source>line %1: &quot;%2&quot; is being read already, it includes itself</source>
        <translation>%1 行目: 「%2」はすでに読み込み中です（自分自身を取り込んでいます）</translation>
    </message>
    <message>
        <source>line %1: &quot;%2&quot; was not read, files include each other too deeply</source>
        <translation>%1 行目: 「%2」は読み込まれませんでした。取り込みが深すぎます</translation>
    </message>
    <message>
        <source>line %1: &quot;%2&quot; stands before the first section</source>
        <translation>%1 行目: 「%2」が最初のセクションより前にあります</translation>
    </message>
    <message>
        <source>line %1: the section &quot;%2&quot; is unknown</source>
        <translation>%1 行目: セクション「%2」は不明です</translation>
    </message>
    <message>
        <source>line %1: &quot;%2&quot; lacks its closing bracket</source>
        <translation>%1 行目: 「%2」に閉じ括弧がありません</translation>
    </message>
    <message>
        <source>line %1: &quot;%2&quot; is not of the form &quot;setting=value&quot;</source>
        <translation>%1 行目: 「%2」が「設定=値」の形ではありません</translation>
    </message>
    <message>
        <source>line %1: the setting &quot;%2&quot; is unknown</source>
        <translation>%1 行目: 設定「%2」は不明です</translation>
    </message>
    <message>
        <source>line %1: this is not TOML, so that nothing of this file counts (%2)</source>
        <translation>%1 行目: TOML ではないため、このファイルは全体が無視されます（%2）</translation>
    </message>
</context>
<context>
    <name>ConfigurationFindings</name>
    <message>
        <source>%1 %2</source>
        <comment>two sentences</comment>
        <translation>%1%2</translation>
    </message>
    <message>
        <source>The time service</source>
        <translation>時刻サービス</translation>
    </message>
    <message>
        <source>Saved, not in effect</source>
        <translation>保存されましたが、反映されていません</translation>
    </message>
    <message>
        <source>Have it read its files of servers again.</source>
        <translation>サーバーのファイルを読み直させてください。</translation>
    </message>
    <message>
        <source>Restart it.</source>
        <translation>再起動してください。</translation>
    </message>
    <message>
        <source>In a terminal: %1</source>
        <comment>a command</comment>
        <translation>端末では: %1</translation>
    </message>
    <message>
        <source>It would not be so if the file was saved without a change, or if %1 listed what it says now.</source>
        <translation>ファイルが変更なしで保存された場合や、%1 がファイルの今の内容を示す場合は、この診断は当てはまりません。</translation>
    </message>
    <message>
        <source>Line %1 of %2 cannot be understood</source>
        <comment>number, file</comment>
        <translation>%2 の %1 行目を理解できません</translation>
    </message>
    <message>
        <source>A line of %1 cannot be understood</source>
        <comment>file</comment>
        <translation>%1 に理解できない行があります</translation>
    </message>
    <message>
        <source>%1, %2.</source>
        <comment>file, &quot;line 7: what is wrong with it&quot;</comment>
        <translation>%1、%2。</translation>
    </message>
    <message numerus="yes">
        <source>%n more line(s) of this file cannot be understood.</source>
        <translation>
            <numerusform>このファイルには、理解できない行がほかに %n 行あります。</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 passes over it without a word, and what it should do is not done.</source>
        <translation>%1 はこの行を何も知らせずに読み飛ばすため、行に書かれたことは行われません。</translation>
    </message>
    <message>
        <source>%1 may not start with it: what runs now may be missing after the next restart.</source>
        <translation>この行があると %1 は起動しないことがあります。今は動いていても、次の再起動の後には動かないかもしれません。</translation>
    </message>
    <message>
        <source>Mend the line, or take it away.</source>
        <translation>この行を直すか、削除してください。</translation>
    </message>
    <message>
        <source>It would not be so if this version of %1 knew a word that Synchroscope does not know.</source>
        <translation>Synchroscope の知らない語を、このバージョンの %1 が知っている場合は、この診断は当てはまりません。</translation>
    </message>
    <message>
        <source>%1 could not be read</source>
        <comment>file</comment>
        <translation>%1 を読み込めませんでした</translation>
    </message>
    <message>
        <source>If it is missing, take away the line that names it. If only administrators may read it, all is well.</source>
        <translation>ファイルがない場合は、それを指定している行を削除してください。管理者だけが読めるファイルなら、問題ありません。</translation>
    </message>
    <message>
        <source>It would not be so if the file could be read now.</source>
        <translation>ファイルを今は読み込める場合は、この診断は当てはまりません。</translation>
    </message>
    <message>
        <source>%1 has no server to ask</source>
        <comment>program</comment>
        <translation>%1 に問い合わせるサーバーがありません</translation>
    </message>
    <message>
        <source>Add servers on the Servers page.</source>
        <translation>「サーバー」のページでサーバーを追加してください。</translation>
    </message>
    <message>
        <source>It would not be so if servers were added while it runs, or by a file that is not read here.</source>
        <translation>動作中にサーバーが追加された場合や、ここで読み込んでいないファイルで追加された場合は、この診断は当てはまりません。</translation>
    </message>
    <message numerus="yes">
        <source>Only %n source(s) to go by</source>
        <translation>
            <numerusform>頼りにできる時刻源が %n 個だけです</numerusform>
        </translation>
    </message>
    <message>
        <source>With one, nobody notices when it is wrong. Three find out the one that is wrong; four can do without one.</source>
        <translation>1 個だけでは、間違っていても気づけません。3 個あれば間違った 1 個を見分けられ、4 個あれば 1 個が欠けても足ります。</translation>
    </message>
    <message>
        <source>Where two contradict each other, nobody can say which one is wrong. Three find out; four can do without one.</source>
        <translation>2 個が食い違うと、どちらが間違っているかわかりません。3 個あれば見分けられ、4 個あれば 1 個が欠けても足ります。</translation>
    </message>
    <message>
        <source>It would not be so if more were added while it runs, as the network&apos;s own servers often are.</source>
        <translation>ネットワークが配布するサーバーのように、動作中に時刻源が追加された場合は、この診断は当てはまりません。</translation>
    </message>
    <message numerus="yes">
        <source>%n source(s), more than help</source>
        <translation>
            <numerusform>時刻源が %n 個あり、多すぎて効果がありません</numerusform>
        </translation>
    </message>
    <message>
        <source>Four to six of several operators are enough.</source>
        <translation>複数の運営者のものを合わせて 4 個から 6 個あれば十分です。</translation>
    </message>
    <message>
        <source>It would not be so if most of them were your own, or answered so rarely that few are left.</source>
        <translation>その大半が自分で管理するサーバーの場合や、めったに応答せず、実際に使えるものが少ない場合は、この診断は当てはまりません。</translation>
    </message>
    <message>
        <source>All servers belong to %1</source>
        <comment>domain</comment>
        <translation>サーバーがすべて %1 のものです</translation>
    </message>
    <message>
        <source>In use: %1.</source>
        <comment>servers</comment>
        <translation>使用中: %1。</translation>
    </message>
    <message>
        <source>It would not be so if the names below %1 belonged to different organisations.</source>
        <translation>%1 の下の名前が別々の組織のものである場合は、この診断は当てはまりません。</translation>
    </message>
    <message>
        <source>One server counted more than once</source>
        <translation>同じサーバーが重複しています</translation>
    </message>
    <message>
        <source>It would not be so if several servers shared the address %1, each at a port of its own.</source>
        <translation>複数のサーバーがアドレス %1 を共有し、それぞれ別のポートを使っている場合は、この診断は当てはまりません。</translation>
    </message>
    <message>
        <source>A pool with one server</source>
        <translation>サーバーが 1 台だけのプールがあります</translation>
    </message>
    <message>
        <source>&quot;server&quot; is one address; &quot;pool&quot; is several addresses of one name, replaced when they go bad. It works either way.</source>
        <translation>「server」は 1 個のアドレスです。「pool」は 1 個の名前の複数のアドレスで、悪くなったものは入れ替えられます。どちらでも動作します。</translation>
    </message>
    <message numerus="yes">
        <source>It would not be so if the name(s) had more addresses at another time, as zones of the NTP pool have.</source>
        <translation>
            <numerusform>NTP プールのゾーンのように、名前のアドレスが別のときには増える場合は、この診断は当てはまりません。</numerusform>
        </translation>
    </message>
    <message>
        <source>A pool written as a server</source>
        <translation>プールがサーバーとして書かれています</translation>
    </message>
    <message>
        <source>Write &quot;pool&quot; in place of &quot;server&quot;.</source>
        <translation>「server」の代わりに「pool」と書いてください。</translation>
    </message>
    <message>
        <source>It would not be so if one address alone is wanted, and its loss is made good by other lines.</source>
        <translation>意図して 1 個のアドレスだけを使い、それを失ってもほかの行で補える場合は、この診断は当てはまりません。</translation>
    </message>
    <message>
        <source>Slow to start: no iburst</source>
        <translation>開始に時間がかかります: iburst がありません</translation>
    </message>
    <message>
        <source>iburst means 4 to 8 quick requests at the start, then polling as usual. Without it three polls, 64 s apart, are needed: about 130 s until a source can be followed. It is in effect after a restart.</source>
        <translation>iburst を付けると、開始時に 4 回から 8 回素早く問い合わせ、その後は通常の間隔で問い合わせます。付けないと 64 秒間隔の問い合わせが 3 回必要で、同期先にできるまで約 130 秒かかります。再起動すると有効になります。</translation>
    </message>
    <message>
        <source>It would not be so if a default for all servers was set elsewhere, or a start may take minutes.</source>
        <translation>すべてのサーバーの既定値が別のところで設定されている場合や、開始に数分かかってもよい場合は、この診断は当てはまりません。</translation>
    </message>
    <message>
        <source>NTPsec runs from %1, which the network&apos;s DHCP hook made: with the servers that the network handed out, and without the servers of %2.</source>
        <comment>file, files</comment>
        <translation>NTPsec は %1 で動いています。これはネットワークの DHCP フックが作ったファイルで、ネットワークが配布したサーバーを使い、%2 のサーバーは使いません。</translation>
    </message>
    <message>
        <source>%1 was saved since, and nothing came of it.</source>
        <comment>files</comment>
        <translation>その後に %1 が保存されましたが、反映されていません。</translation>
    </message>
    <message>
        <source>NTPsec does not go by the servers of %1</source>
        <translation>NTPsec は %1 のサーバーを使っていません</translation>
    </message>
    <message>
        <source>To have your own servers count, set IGNORE_DHCP=yes in %1 and restart NTPsec.</source>
        <translation>自分で指定したサーバーを有効にするには、%1 に IGNORE_DHCP=yes を設定し、NTPsec を再起動してください。</translation>
    </message>
    <message>
        <source>It would not be so if the command line of NTPsec named another file (-c).</source>
        <translation>NTPsec のコマンドラインで別のファイルが指定されている場合（-c）は、この診断は当てはまりません。</translation>
    </message>
    <message>
        <source>A large error would take hours to correct</source>
        <translation>大きな誤差の補正には何時間もかかります</translation>
    </message>
    <message>
        <source>%1 has no makestep line, so that chrony never sets the clock at once: it lets it run a little faster or slower, which takes 12 s for each second. An hour takes half a day.</source>
        <comment>file</comment>
        <translation>%1 に makestep の行がないため、chrony が時計を一度に合わせることはありません。時計をわずかに速く、または遅く進めて補正するため、誤差 1 秒につき 12 秒かかります。1 時間の誤差なら半日です。</translation>
    </message>
    <message>
        <source>Add &quot;makestep 1 3&quot;: the clock may be set at once in the first three updates after a start, if it is more than 1 s off.</source>
        <translation>「makestep 1 3」を追加してください。起動後の最初の 3 回の更新で、ずれが 1 秒を超えていれば、時計を一度に合わせるようになります。</translation>
    </message>
    <message>
        <source>It would not be so if chronyd was started with -q or -s and set the clock at once then.</source>
        <translation>chronyd が -q または -s を付けて起動され、そのとき時計を一度に合わせた場合は、この診断は当てはまりません。</translation>
    </message>
    <message>
        <source>Servers that nobody chose</source>
        <translation>誰も選んでいないサーバーを使っています</translation>
    </message>
    <message>
        <source>No server is set on this computer, so that %1 asks those that it came with: %2.</source>
        <comment>program, servers</comment>
        <translation>このコンピューターにはサーバーが設定されていないため、%1 は組み込みの既定のサーバーに問い合わせています: %2。</translation>
    </message>
    <message>
        <source>That is fine for most. A server that is nearer may be more exact.</source>
        <translation>ほとんどの場合、これで問題ありません。もっと近いサーバーの方が正確なことがあります。</translation>
    </message>
    <message>
        <source>It would not be so if the network handed out servers of its own (DHCP): those are asked then.</source>
        <translation>ネットワークが独自のサーバーを配布している場合（DHCP）は、そちらに問い合わせるため、この診断は当てはまりません。</translation>
    </message>
    <message>
        <source>Public servers are asked too often</source>
        <translation>公開サーバーへの問い合わせが多すぎます</translation>
    </message>
    <message numerus="yes">
        <source>%1 belong(s) to others and is asked more often than every 64 s.</source>
        <translation>
            <numerusform>%1 は他者のサーバーで、64 秒より短い間隔で問い合わせています。</numerusform>
        </translation>
    </message>
    <message>
        <source>Take minpoll and maxpoll away from these lines, or set minpoll to 6.</source>
        <translation>これらの行から minpoll と maxpoll を削除するか、minpoll を 6 にしてください。</translation>
    </message>
    <message>
        <source>It would not be so if these servers were yours, or whoever runs them agreed.</source>
        <translation>これらのサーバーが自分のものである場合や、運営者が同意している場合は、この診断は当てはまりません。</translation>
    </message>
    <message>
        <source>%1 could not be read, so what it says is missing here: %2.</source>
        <comment>file, reason</comment>
        <translation>%1 を読み込めなかったため、その内容はここに含まれていません: %2。</translation>
    </message>
    <message>
        <source>%1 runs, so it was able to read the file.</source>
        <translation>%1 は動作しているので、このファイルを読み込めています。</translation>
    </message>
    <message numerus="yes">
        <source>%1 belong(s) to others and is asked every %2. More often than every 64 s is a burden on whoever runs it, who may refuse to answer; the time gets no better by it.</source>
        <translation>
            <numerusform>%1 は他者のサーバーで、%2ごとに問い合わせています。64 秒より短い間隔は運営者の負担になり、応答を拒否されることがあります。時刻が良くなるわけでもありません。</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 was saved %2, and %3, which read its configuration at %4, does not have its servers so far.</source>
        <comment>file, &quot;3 min ago&quot;, program, &quot;12:41&quot;</comment>
        <translation>%1 が保存されたのは %2です。%3 が設定を読み込んだのは %4 で、このファイルのサーバーをまだ認識していません。</translation>
    </message>
    <message>
        <source>%1 was saved %2. %3 still runs with the configuration read at %4.</source>
        <comment>file, &quot;3 min ago&quot;, program, &quot;12:41&quot;</comment>
        <translation>%1 が保存されたのは %2です。%3 は今も %4 に読み込んだ設定で動いています。</translation>
    </message>
    <message>
        <source>%1 reads its files as a user of its own and not as root: what only root may read it leaves out, and nothing that stands there is in effect.</source>
        <translation>%1 は root ではなく専用のユーザーとしてファイルを読み込みます。root しか読めないものは飛ばされ、そこに書かれたことは何も反映されません。</translation>
    </message>
    <message>
        <source>Let everybody read it (sudo chmod a+rX %1), then restart %2.</source>
        <comment>file, program</comment>
        <translation>だれでも読めるようにして（sudo chmod a+rX %1）、%2 を再起動してください。</translation>
    </message>
    <message>
        <source>It would not be so if the file belonged to the service&apos;s own user or group.</source>
        <translation>ファイルがサービス専用のユーザーかグループのものであれば、この診断は当てはまりません。</translation>
    </message>
</context>
<context>
    <name>DaemonFindings</name>
    <message>
        <source>%1 %2</source>
        <comment>two sentences</comment>
        <translation>%1%2</translation>
    </message>
    <message>
        <source>A time service</source>
        <translation>時刻サービス</translation>
    </message>
    <message>
        <source>follows the host&apos;s clock (%1) and was not started by this system</source>
        <translation>ホストの時計（%1）に同期しており、このシステムが開始したものではありません</translation>
    </message>
    <message>
        <source>follows a device (%1) and was not started by this system</source>
        <translation>装置（%1）に同期しており、このシステムが開始したものではありません</translation>
    </message>
    <message>
        <source>reads %1</source>
        <comment>file</comment>
        <translation>%1 を読み込んでいます</translation>
    </message>
    <message>
        <source>is the service %1</source>
        <translation>サービス %1 です</translation>
    </message>
    <message>
        <source>follows no source at the moment</source>
        <translation>現在どの時刻源にも同期していません</translation>
    </message>
    <message>
        <source>follows %1</source>
        <translation>%1 に同期しています</translation>
    </message>
    <message>
        <source>Two chronyds answer here. One %1; the other one is yours and %2.</source>
        <translation>ここでは 2 つの chronyd が応答しています。1 つは%1。もう 1 つはこのシステムのもので、%2。</translation>
    </message>
    <message>
        <source>Two chronyds answer here. One %1; the other one %2.</source>
        <translation>ここでは 2 つの chronyd が応答しています。1 つは%1。もう 1 つは%2。</translation>
    </message>
    <message>
        <source>Two time services run here. %1 %2; %3 %4.</source>
        <comment>program, what it does; program, what it does</comment>
        <translation>ここでは 2 つの時刻サービスが動いています。%1: %2。%3: %4。</translation>
    </message>
    <message>
        <source>They work against each other: keep one of them.</source>
        <translation>互いに妨げ合います。1 つだけ残してください。</translation>
    </message>
    <message>
        <source>They work against each other: keep one, and stop the other (%1).</source>
        <comment>a command</comment>
        <translation>互いに妨げ合います。1 つを残し、もう 1 つを停止してください（%1）。</translation>
    </message>
    <message>
        <source>They work against each other: have the host&apos;s stopped by whoever runs the host, or stop yours (%1).</source>
        <comment>a command or a program</comment>
        <translation>互いに妨げ合います。ホストの管理者にホストのものを停止してもらうか、このシステムのものを停止してください（%1）。</translation>
    </message>
    <message>
        <source>They work against each other, and WSL&apos;s own cannot be removed: stop yours (%1), unless the host&apos;s clock is wrong.</source>
        <comment>a command or a program</comment>
        <translation>互いに妨げ合いますが、WSL 自身のものは取り除けません。ホストの時計が狂っていなければ、このシステムのものを停止してください（%1）。</translation>
    </message>
    <message numerus="yes">
        <source>%n time service(s) correct this clock</source>
        <translation>
            <numerusform>%n 個の時刻サービスがこの時計を補正しています</numerusform>
        </translation>
    </message>
    <message>
        <source>More than one time service may correct this clock: %1. Each takes what the others do for an error of the clock, and undoes it.</source>
        <translation>複数の時刻サービスがこの時計を補正できます: %1。それぞれが、ほかのものによる補正を時計の誤差とみなして打ち消します。</translation>
    </message>
    <message>
        <source>It would not be so if all but one of them had no right to set this clock, or were told to leave it alone.</source>
        <translation>1 つを除くすべてに、この時計を設定する権限がない場合や、時計に触れないよう指示されている場合は、この診断は当てはまりません。</translation>
    </message>
    <message>
        <source>One command reached two time services by turns</source>
        <translation>同じコマンドが 2 つの時刻サービスに代わる代わる届いています</translation>
    </message>
    <message>
        <source>One answer lists %1, another one %2, and nothing is in both. One and the same %3 does not exchange all that it has: two of them answer at one address, and chance decides which one.</source>
        <comment>sources, other sources, a program</comment>
        <translation>ある応答には %1、別の応答には %2 があり、共通するものがありません。1 つの %3 の時刻源がすべて入れ替わることはありません。2 つが同じアドレスで応答しており、どちらに届くかは偶然で決まります。</translation>
    </message>
    <message>
        <source>The sources that seem to be gone are not lost. Both correct the same clock: stop one of the two.</source>
        <translation>消えたように見える時刻源は、失われていません。両方が同じ時計を補正しているため、どちらか 1 つを停止してください。</translation>
    </message>
    <message>
        <source>It would not be so if the configuration was changed, and %1 restarted, between these answers.</source>
        <translation>これらの応答の間に設定が変更され、%1 が再起動された場合は、この診断は当てはまりません。</translation>
    </message>
    <message numerus="yes">
        <source>%1 correct(s) this clock too</source>
        <translation>
            <numerusform>%1 もこの時計を補正しています</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 set(s) this clock all the time, beside the time service that runs here: each takes what the other does for an error, and undoes it.</source>
        <translation>
            <numerusform>%1 は、ここで動いている時刻サービスとは別に、この時計を絶えず合わせています。互いに相手の補正を誤差とみなして打ち消します。</numerusform>
        </translation>
    </message>
    <message>
        <source>Keep one of them, and stop the other.</source>
        <translation>1 つを残し、もう 1 つを停止してください。</translation>
    </message>
    <message>
        <source>It would not be so if %1 kept another clock right, such as that of a network card.</source>
        <translation>%1 が、ネットワークカードの時計など、別の時計を合わせている場合は、この診断は当てはまりません。</translation>
    </message>
    <message>
        <source>Nothing keeps this clock right</source>
        <translation>この時計を正しく保つものがありません</translation>
    </message>
    <message>
        <source>No time service is seen to run here, and no other program corrects this clock. Left alone, a computer&apos;s clock goes wrong by about a second a day.</source>
        <translation>動作中の時刻サービスが見当たらず、この時計を補正するほかのプログラムもありません。コンピューターの時計は、放っておくと 1 日に 1 秒ほど狂います。</translation>
    </message>
    <message>
        <source>By the system&apos;s own reckoning it may be %1 off by now.</source>
        <translation>システム自身の見積もりでは、今は %1 ずれている可能性があります。</translation>
    </message>
    <message>
        <source>It would not be so if something corrected this clock that cannot be seen from here, such as the host of a virtual machine.</source>
        <translation>仮想マシンのホストなど、ここからは見えないものがこの時計を補正している場合は、この診断は当てはまりません。</translation>
    </message>
    <message>
        <source>This is %1: Windows, or a time service of its own that cannot be seen here, sets this clock.</source>
        <translation>これは %1 です。Windows、またはここからは見えない独自の時刻サービスがこの時計を合わせています。</translation>
    </message>
    <message>
        <source>This is a container: it has no clock of its own, and shares that of the computer it runs on.</source>
        <translation>これはコンテナーです。独自の時計はなく、動作しているコンピューターの時計を共有します。</translation>
    </message>
    <message>
        <source>This is a container (%1): it has no clock of its own, and shares that of the computer it runs on.</source>
        <translation>これはコンテナー（%1）です。独自の時計はなく、動作しているコンピューターの時計を共有します。</translation>
    </message>
    <message>
        <source>The host sets this clock</source>
        <translation>ホストがこの時計を合わせています</translation>
    </message>
    <message>
        <source>Should the time be wrong, it is to be mended on the host.</source>
        <translation>時刻が間違っている場合は、ホストで直してください。</translation>
    </message>
    <message>
        <source>It would not be so if a time service with the right to set the clock ran in here.</source>
        <translation>時計を設定する権限のある時刻サービスがこの中で動いている場合は、この診断は当てはまりません。</translation>
    </message>
    <message>
        <source>%1 may not set the clock</source>
        <translation>%1 には時計を設定する権限がありません</translation>
    </message>
    <message numerus="yes">
        <source>%1 run(s) in a container without the right to set the clock (CAP_SYS_TIME): it can tell the time, and cannot correct it.</source>
        <translation>
            <numerusform>%1 はコンテナーの中で、時計を設定する権限（CAP_SYS_TIME）なしで動いています。時刻を知ることはできますが、補正はできません。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 run(s) without the right to set the clock (CAP_SYS_TIME): it can tell the time, and cannot correct it.</source>
        <translation>
            <numerusform>%1 は、時計を設定する権限（CAP_SYS_TIME）なしで動いています。時刻を知ることはできますが、補正はできません。</numerusform>
        </translation>
    </message>
    <message>
        <source>That is as it should be where the host keeps the clock right. Else start the container with --cap-add SYS_TIME.</source>
        <translation>ホストが時計を正しく保っているなら、これで問題ありません。そうでなければ、コンテナーを --cap-add SYS_TIME を付けて起動してください。</translation>
    </message>
    <message>
        <source>See how its service is started, and give it the right back.</source>
        <translation>サービスの起動方法を確認し、権限を戻してください。</translation>
    </message>
    <message>
        <source>It would not be so if the system&apos;s list of its rights (CapEff in /proc) had CAP_SYS_TIME.</source>
        <translation>システムが示す権限の一覧（/proc の CapEff）に CAP_SYS_TIME がある場合は、この診断は当てはまりません。</translation>
    </message>
    <message numerus="yes">
        <source>%1 leave(s) this clock alone, as told at the start (-x). Servers are followed, and others may be served, while this clock goes its own way.</source>
        <translation>
            <numerusform>%1 は、起動時の指示（-x）に従ってこの時計に触れません。サーバーには同期し、ほかへの配信もできますが、この時計は補正されません。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 leave(s) the clock alone</source>
        <translation>
            <numerusform>%1 は時計に触れません</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing else keeps it right.</source>
        <translation>ほかに時計を正しく保つものはありません。</translation>
    </message>
    <message>
        <source>Unless that is meant, take the option -x away where it is given (such as /etc/default/chrony or the unit&apos;s own file), and restart it. Debian adds it by itself in containers.</source>
        <translation>意図したものでなければ、オプション -x を指定している場所（/etc/default/chrony やユニットのファイルなど）から削除し、再起動してください。Debian はコンテナーでは自動で付けます。</translation>
    </message>
    <message>
        <source>It would not be so if its command line had no -x; see the process that is shown here.</source>
        <translation>コマンドラインに -x がない場合は、この診断は当てはまりません。ここに示したプロセスを確認してください。</translation>
    </message>
    <message>
        <source>%1 is locked</source>
        <comment>a service</comment>
        <translation>%1 は起動が禁止されています</translation>
    </message>
    <message>
        <source>%1 is masked: until that is taken back nothing can start it, neither a person nor another service.</source>
        <translation>%1 はマスクされています（masked）。解除するまで、人の操作でもほかのサービスからも起動できません。</translation>
    </message>
    <message>
        <source>Take it back (%1), then start it.</source>
        <comment>a command</comment>
        <translation>マスクを解除してから（%1）、起動してください。</translation>
    </message>
    <message>
        <source>It would not be so if &quot;systemctl is-enabled %1&quot; said anything but masked.</source>
        <translation>「systemctl is-enabled %1」の表示が masked ではない場合は、この診断は当てはまりません。</translation>
    </message>
    <message>
        <source>%1 ended with an error.</source>
        <comment>a service</comment>
        <translation>%1 はエラーで終了しました。</translation>
    </message>
    <message>
        <source>%1 ended with an error, which the system calls &quot;%2&quot;.</source>
        <comment>a service, a result</comment>
        <translation>%1 はエラーで終了しました。システムの表示は「%2」です。</translation>
    </message>
    <message>
        <source>The last that it said: &quot;%1&quot;</source>
        <translation>最後の出力: 「%1」</translation>
    </message>
    <message>
        <source>%1 has failed</source>
        <comment>a service</comment>
        <translation>%1 は異常終了しました</translation>
    </message>
    <message>
        <source>Its log says why (%1). Mend that, then start it again.</source>
        <comment>a command</comment>
        <translation>理由はログに記録されています（%1）。原因を直してから、もう一度起動してください。</translation>
    </message>
    <message>
        <source>It would not be so if &quot;systemctl is-failed %1&quot; said anything but failed.</source>
        <translation>「systemctl is-failed %1」の表示が failed ではない場合は、この診断は当てはまりません。</translation>
    </message>
    <message>
        <source>%1 was kept from starting</source>
        <comment>a service</comment>
        <translation>%1 は条件により起動しませんでした</translation>
    </message>
    <message>
        <source>%1 starts only under conditions, and one of them is not met. In containers that is usual: they may not set the clock.</source>
        <translation>%1 は条件を満たすときだけ起動しますが、満たされていない条件があります。コンテナーには時計を設定する権限がないため、これは普通のことです。</translation>
    </message>
    <message>
        <source>It would not be so if the status of %1 had no line about a condition that was not met.</source>
        <translation>%1 の状態の表示に、満たされていない条件についての行がない場合は、この診断は当てはまりません。</translation>
    </message>
    <message>
        <source>%1 runs now, and is not among the services that start with this computer: after the next start it will be missing.</source>
        <translation>%1 は今は動いていますが、このコンピューターの起動時に開始するサービスには入っていません。次の起動後は動きません。</translation>
    </message>
    <message>
        <source>%1 will not run after the next start</source>
        <comment>a service</comment>
        <translation>%1 は次の起動後に動きません</translation>
    </message>
    <message>
        <source>Another time service will start instead of it.</source>
        <translation>代わりに別の時刻サービスが開始します。</translation>
    </message>
    <message>
        <source>Have it started with this computer (%1).</source>
        <comment>a command</comment>
        <translation>このコンピューターの起動時に開始するようにしてください（%1）。</translation>
    </message>
    <message>
        <source>It would not be so if another service, a timer or a script started %1 each time.</source>
        <translation>別のサービス、タイマー、スクリプトが毎回 %1 を開始する場合は、この診断は当てはまりません。</translation>
    </message>
    <message>
        <source>%1 does not answer</source>
        <comment>a program</comment>
        <translation>%1 の応答がありません</translation>
    </message>
    <message>
        <source>%1 is there, and has not answered a question for %2. It may hang, or something on this computer filters what is sent to it.</source>
        <comment>a program, a span</comment>
        <translation>%1 は存在しますが、問い合わせに %2応答していません。動作が止まっているか、このコンピューター上の何かがその通信を遮断している可能性があります。</translation>
    </message>
    <message>
        <source>Restart it. If it stays silent, see its log and the firewall&apos;s rules for this computer itself.</source>
        <translation>再起動してください。それでも応答がなければ、ログと、このコンピューター自身に対するファイアウォールの規則を確認してください。</translation>
    </message>
    <message>
        <source>It would not be so if its own program (such as &quot;chronyc tracking&quot;) got an answer now.</source>
        <translation>専用のプログラム（「chronyc tracking」など）が今は応答を得られる場合は、この診断は当てはまりません。</translation>
    </message>
    <message>
        <source>%1 tells an administrator only</source>
        <comment>a program</comment>
        <translation>%1 は管理者にしか応答しません</translation>
    </message>
    <message>
        <source>%1 runs, and answers no ordinary user. What it follows, and how far off it thinks this clock is, cannot be shown.</source>
        <translation>%1 は動作していますが、一般ユーザーには応答しません。同期先と、見積もっているこの時計のずれは表示できません。</translation>
    </message>
    <message>
        <source>Servers can still be asked here without it. Its configuration can let ordinary users ask.</source>
        <translation>この時刻サービスに頼らなくても、ここからサーバーに問い合わせできます。設定によって、一般ユーザーの問い合わせを許可できます。</translation>
    </message>
    <message>
        <source>It would not be so if it answered an ordinary user.</source>
        <translation>一般ユーザーに応答する場合は、この診断は当てはまりません。</translation>
    </message>
    <message>
        <source>%1 tells nothing about itself</source>
        <comment>a program</comment>
        <translation>%1 は自身の情報を示しません</translation>
    </message>
    <message>
        <source>%1 runs, and there is nothing by which it could be asked: what it follows is not known.</source>
        <translation>%1 は動作していますが、問い合わせる手段がないため、同期先は不明です。</translation>
    </message>
    <message>
        <source>Servers can still be asked here without it. Of chrony, &quot;cmdport 0&quot; in its configuration causes this; of ntpd-rs, a missing observation-path.</source>
        <translation>この時刻サービスに頼らなくても、ここからサーバーに問い合わせできます。chrony では設定の「cmdport 0」が、ntpd-rs では observation-path がないことが原因です。</translation>
    </message>
    <message>
        <source>It would not be so if it had an address or a socket at which it answers, and that this program does not know.</source>
        <translation>このプログラムの知らないアドレスまたはソケットで応答している場合は、この診断は当てはまりません。</translation>
    </message>
    <message>
        <source>%1 does not use your configuration</source>
        <comment>a program</comment>
        <translation>%1 はこのシステムの設定を使っていません</translation>
    </message>
    <message>
        <source>%1 has %2, which no file names, and none of what the files name: %3. So these files are not the ones that it was started with.</source>
        <comment>a program, its sources, servers of files</comment>
        <translation>%1 にはどのファイルにも書かれていない %2 があり、ファイルに書かれているものは一つもありません: %3。つまり、これらのファイルで起動されたものではありません。</translation>
    </message>
    <message>
        <source>See who started it, such as the host of this machine or a container, and whether your own time service runs at all.</source>
        <translation>このマシンのホストやコンテナーなど、何がそれを開始したか、またこのシステム自身の時刻サービスが動いているかを確認してください。</translation>
    </message>
    <message>
        <source>It would not be so if these sources were added by hand while it ran.</source>
        <translation>動作中に、これらの時刻源が手動で追加された場合は、この診断は当てはまりません。</translation>
    </message>
    <message>
        <source>timedatectl does not know %1</source>
        <translation>timedatectl は %1 を認識していません</translation>
    </message>
    <message numerus="yes">
        <source>%1 run(s), and timedatectl shows its &quot;NTP service&quot; as inactive or n/a all the same: it knows only services that were registered with it, and not one that was started in another way.</source>
        <translation>
            <numerusform>%1 は動作していますが、timedatectl の「NTP service」は inactive または n/a と表示されます。timedatectl が認識するのは登録されたサービスだけで、別の方法で開始されたものは認識しません。</numerusform>
        </translation>
    </message>
    <message>
        <source>Do not turn network time on there: a second time service would start.</source>
        <translation>timedatectl でネットワーク時刻を有効にしないでください。2 つ目の時刻サービスが開始してしまいます。</translation>
    </message>
    <message>
        <source>It would not be so if what runs here were not %1.</source>
        <translation>ここで動いているものが %1 ではない場合は、この診断は当てはまりません。</translation>
    </message>
    <message>
        <source>The line is: &quot;%1&quot;</source>
        <translation>その行: 「%1」</translation>
    </message>
    <message>
        <source>A command was refused for want of rights</source>
        <translation>コマンドが権限不足で拒否されました</translation>
    </message>
    <message>
        <source>Nothing was done: what was asked for needs an administrator.</source>
        <translation>何も行われませんでした。この操作には管理者の権限が必要です。</translation>
    </message>
    <message>
        <source>Give the command once more with sudo before it.</source>
        <translation>コマンドの前に sudo を付けて、もう一度実行してください。</translation>
    </message>
    <message>
        <source>It would not be so if the same command was given as root later on.</source>
        <translation>その後、同じコマンドが root として実行されている場合は、この診断は当てはまりません。</translation>
    </message>
    <message>
        <source>No time service answered the command</source>
        <translation>コマンドに応答する時刻サービスがありません</translation>
    </message>
    <message>
        <source>The program that asks found nobody to answer: the time service does not run, or it takes no commands at this address.</source>
        <translation>問い合わせたプログラムに、何も応答しませんでした。時刻サービスが動いていないか、このアドレスでコマンドを受け付けていません。</translation>
    </message>
    <message>
        <source>See whether it runs, and what it says (%1).</source>
        <comment>a command</comment>
        <translation>動いているか、何を出力しているかを確認してください（%1）。</translation>
    </message>
    <message>
        <source>It would not be so if the service had only just been started, or ran in a container of its own.</source>
        <translation>サービスが起動したばかりの場合や、独自のコンテナーの中で動いている場合は、この診断は当てはまりません。</translation>
    </message>
    <message>
        <source>%1 was started a second time</source>
        <comment>a program</comment>
        <translation>%1 が二重に起動されました</translation>
    </message>
    <message>
        <source>%1 ended at its start because another one runs already.</source>
        <comment>a program</comment>
        <translation>%1 は、別のものがすでに動いているため、起動時に終了しました。</translation>
    </message>
    <message>
        <source>Find the other one (ps -C chronyd,ntpd -o pid,lstart,args) and keep one of the two. If there is none, a file of an earlier one was left behind.</source>
        <translation>もう 1 つを探し（ps -C chronyd,ntpd -o pid,lstart,args）、どちらか 1 つだけを残してください。見つからなければ、以前のもののファイルが残っています。</translation>
    </message>
    <message>
        <source>It would not be so if a file with the number of a process that has ended was all that stood in its way.</source>
        <translation>起動を妨げたのが、終了したプロセスの番号を書いたファイルだけだった場合は、この診断は当てはまりません。</translation>
    </message>
    <message>
        <source>%1 is not allowed to set this clock</source>
        <comment>a program</comment>
        <translation>%1 はこの時計の設定を許可されていません</translation>
    </message>
    <message>
        <source>%1 tried to set this clock, and the system did not let it.</source>
        <comment>a program</comment>
        <translation>%1 はこの時計を設定しようとしましたが、システムに許可されませんでした。</translation>
    </message>
    <message>
        <source>In a container that is usual, and the host keeps the clock. Elsewhere see which rights its service has (CAP_SYS_TIME).</source>
        <translation>コンテナーでは普通のことで、時計はホストが保っています。それ以外では、サービスの権限（CAP_SYS_TIME）を確認してください。</translation>
    </message>
    <message>
        <source>It would not be so if it was started again with the right to set the clock since.</source>
        <translation>その後、時計を設定する権限を付けて起動し直されている場合は、この診断は当てはまりません。</translation>
    </message>
    <message>
        <source>%1 does not start with a line in its configuration that it does not understand.</source>
        <comment>a program</comment>
        <translation>%1 は、設定に理解できない行があるため起動しません。</translation>
    </message>
    <message>
        <source>A line in its configuration stops %1</source>
        <comment>a program</comment>
        <translation>設定の行が %1 の起動を妨げています</translation>
    </message>
    <message>
        <source>a time service</source>
        <translation>時刻サービス</translation>
    </message>
    <message>
        <source>Mend that line, or take it away, and start it again.</source>
        <translation>その行を直すか削除して、もう一度起動してください。</translation>
    </message>
    <message>
        <source>It would not be so if the line was mended, and the service started since.</source>
        <translation>その後、行が直され、サービスが起動されている場合は、この診断は当てはまりません。</translation>
    </message>
    <message>
        <source>%1 found this clock %2, more than it may correct, and ended.</source>
        <comment>a program, &quot;3600 s ahead&quot;</comment>
        <translation>%1 は、この時計のずれ（%2）が補正できる範囲を超えているため終了しました。</translation>
    </message>
    <message>
        <source>%1 found this clock further off than it may correct, and ended.</source>
        <comment>a program</comment>
        <translation>%1 は、この時計のずれが補正できる範囲を超えているため終了しました。</translation>
    </message>
    <message>
        <source>%1 gave up: the clock is too far off</source>
        <comment>a program</comment>
        <translation>%1 は時計のずれが大きすぎるため断念しました</translation>
    </message>
    <message>
        <source>First see that its servers are right, by asking others. If they are, set the clock roughly, then start the service again.</source>
        <translation>まずほかのサーバーにも問い合わせ、使っているサーバーが正しいか確認してください。正しければ、時計をおおまかに合わせてから、サービスをもう一度起動してください。</translation>
    </message>
    <message>
        <source>It would not be so if its servers were wrong, and this clock right.</source>
        <translation>サーバーの方が間違っていて、この時計が正しい場合は、この診断は当てはまりません。</translation>
    </message>
    <message>
        <source>The last eight readings of %1 all came, so its program has run for a while. On WSL a hidden one follows the host&apos;s clock like that.</source>
        <comment>a device</comment>
        <translation>%1 の直近 8 回の読み取りはすべて成功しているので、そのプログラムはしばらく前から動いています。WSL では、隠れた時刻サービスがこのようにホストの時計に同期しています。</translation>
    </message>
    <message>
        <source>Another time service does its work, so nothing is amiss.</source>
        <translation>別の時刻サービスがその役目を果たしているため、問題はありません。</translation>
    </message>
    <message>
        <source>Its status says which one (%1).</source>
        <comment>a command</comment>
        <translation>どの条件かは、サービスの状態の表示でわかります（%1）。</translation>
    </message>
    <message>
        <source>Nothing has to be done: a container&apos;s clock is its host&apos;s, which keeps it right. Debian&apos;s chrony adds -x in containers by itself.</source>
        <translation>何もする必要はありません。コンテナーの時計はホストの時計であり、ホストが合わせています。Debian の chrony は、コンテナーでは -x を自動で付けます。</translation>
    </message>
    <message>
        <source>What it said cannot be shown: this user may not read its log.</source>
        <translation>このユーザーにはログを読む権限がないため、サービスが出力した内容は表示できません。</translation>
    </message>
    <message>
        <source>Its log says why. Mend that, then start it again.</source>
        <translation>理由はログに記録されています。原因を直してから、もう一度起動してください。</translation>
    </message>
    <message>
        <source>Members of the group systemd-journal or adm may read it at any time, and Synchroscope then shows it here.</source>
        <translation>systemd-journal グループか adm グループのユーザーはいつでもログを読むことができ、その場合は Synchroscope がここに表示します。</translation>
    </message>
    <message>
        <source>%1 ended at its start because another program has the port that it needs. Most often that is a second time service.</source>
        <comment>a program</comment>
        <translation>%1 は、必要なポートを別のプログラムが使っているため、起動してすぐに終了しました。多くの場合、それは別の時刻サービスです。</translation>
    </message>
    <message>
        <source>%1 could not have a port to itself: another program has it. It can still ask servers, and may not be able to give the time to others.</source>
        <comment>a program</comment>
        <translation>%1 は、別のプログラムが使っているためポートを専有できませんでした。サーバーへの問い合わせはできますが、ほかのコンピューターに時刻を提供できない可能性があります。</translation>
    </message>
    <message>
        <source>Another program has the port of %1</source>
        <comment>a program</comment>
        <translation>別のプログラムが %1 のポートを使っています</translation>
    </message>
    <message>
        <source>See which program that is (sudo ss -ulpn shows who has port 123), and keep one of the two.</source>
        <translation>どのプログラムかを調べ（sudo ss -ulpn でポート 123 を使っているものがわかります）、どちらか一方だけを残してください。</translation>
    </message>
    <message>
        <source>It would not be so if the other program ended, and this one was started again since.</source>
        <translation>別のプログラムが終了し、そのあとでこのサービスが起動し直されていれば、そうではありません。</translation>
    </message>
    <message>
        <source>See whether it is there now and who may open it (ls -l %1). If it came only after the service, have the service started later. AppArmor or SELinux may forbid it as well; the system&apos;s log says so.</source>
        <comment>a device</comment>
        <translation>今は存在するか、誰が開けるかを確認してください（ls -l %1）。サービスよりあとに現れたのであれば、サービスがそのあとで起動するようにしてください。AppArmor や SELinux が禁止している場合もあり、そのことはシステムのログに記録されます。</translation>
    </message>
    <message>
        <source>%1 cannot open %2</source>
        <comment>a program, a device or file</comment>
        <translation>%1 は %2 を開けません</translation>
    </message>
    <message>
        <source>The number of a PTP device may change at each start. On Hyper-V, /dev/ptp_hyperv always is the host&apos;s.</source>
        <translation>PTP デバイスの番号は起動のたびに変わる可能性があります。Hyper-V では、/dev/ptp_hyperv が常にホストの時計です。</translation>
    </message>
    <message>
        <source>It would not be so if the device had come, and the service was started again since.</source>
        <translation>デバイスが現れ、そのあとでサービスが起動し直されていれば、そうではありません。</translation>
    </message>
    <message>
        <source>%1 ended because it could not open what it needs.</source>
        <comment>a program</comment>
        <translation>%1 は、必要なものを開けなかったため終了しました。</translation>
    </message>
    <message>
        <source>%1 goes on without something that it could not open.</source>
        <comment>a program</comment>
        <translation>%1 は、開けなかったものを使わずに動作を続けています。</translation>
    </message>
    <message>
        <source>%1 cannot open what it needs</source>
        <comment>a program</comment>
        <translation>%1 は必要なものを開けません</translation>
    </message>
    <message>
        <source>The line tells what and why. Mend that, then start it again.</source>
        <translation>何を開けなかったのか、その理由は何かが、この行に書かれています。原因を直してから、もう一度起動してください。</translation>
    </message>
    <message>
        <source>It would not be so if it was started again since, and the line did not come back.</source>
        <translation>そのあとで起動し直され、同じ行が記録されていなければ、そうではありません。</translation>
    </message>
    <message>
        <source>See whether it is there and who may open it (ls -l %1). AppArmor or SELinux may forbid it as well; the system&apos;s log says so.</source>
        <comment>a file</comment>
        <translation>存在するか、誰が開けるかを確認してください（ls -l %1）。AppArmor や SELinux が禁止している場合もあり、そのことはシステムのログに記録されます。</translation>
    </message>
</context>
<context>
    <name>DaemonWording</name>
    <message>
        <source>followed</source>
        <translation>同期先</translation>
    </message>
    <message>
        <source>combined</source>
        <translation>併用</translation>
    </message>
    <message>
        <source>not combined</source>
        <translation>併用なし</translation>
    </message>
    <message>
        <source>waiting for others</source>
        <translation>ほかを待機</translation>
    </message>
    <message>
        <source>wrong</source>
        <translation>不一致</translation>
    </message>
    <message>
        <source>disputed</source>
        <translation>対立</translation>
    </message>
    <message>
        <source>unsteady</source>
        <translation>不安定</translation>
    </message>
    <message>
        <source>no address</source>
        <translation>アドレスなし</translation>
    </message>
    <message>
        <source>offline</source>
        <translation>オフライン</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>応答なし</translation>
    </message>
    <message>
        <source>silent</source>
        <translation>無応答</translation>
    </message>
    <message>
        <source>gathering</source>
        <translation>収集中</translation>
    </message>
    <message>
        <source>too far</source>
        <translation>誤差過大</translation>
    </message>
    <message>
        <source>spare</source>
        <translation>予備</translation>
    </message>
    <message>
        <source>not used</source>
        <translation>不使用</translation>
    </message>
    <message>
        <source>%1 follows this source.</source>
        <translation>%1 はこの時刻源に同期しています。</translation>
    </message>
    <message>
        <source>Agrees, and is counted into the result.</source>
        <translation>一致しており、結果に加えられています。</translation>
    </message>
    <message>
        <source>Good, but not counted: a better source is followed.</source>
        <translation>良好ですが、より良い時刻源に同期しているため加えられていません。</translation>
    </message>
    <message>
        <source>Contradicts the others, which agree; it is not used.</source>
        <translation>一致しているほかの時刻源と食い違うため、使われません。</translation>
    </message>
    <message>
        <source>Its samples vary too much. Where other sources do so too, something else moved this clock between them.</source>
        <translation>サンプルのばらつきが大きすぎます。ほかの時刻源も同じなら、サンプルの間に別のものがこの時計を動かしました。</translation>
    </message>
    <message>
        <source>Its name has no address so far. Check the name, and whether names can be looked up here.</source>
        <translation>名前のアドレスがまだ得られません。名前と、名前解決ができるかを確認してください。</translation>
    </message>
    <message>
        <source>%1 was told not to ask it, as it is while the network is down.</source>
        <translation>%1 は、これに問い合わせないよう指示されています。ネットワークが切れている間もこの状態になります。</translation>
    </message>
    <message>
        <source>Has not answered so far. Check the name, and whether UDP port 123 is open on the way.</source>
        <translation>まだ応答がありません。名前と、途中で UDP ポート 123 が開いているかを確認してください。</translation>
    </message>
    <message>
        <source>This device has not given the time so far.</source>
        <translation>この装置はまだ時刻を出していません。</translation>
    </message>
    <message>
        <source>None of the last eight questions was answered.</source>
        <translation>直近 8 回の問い合わせに一度も応答がありません。</translation>
    </message>
    <message>
        <source>Its own error, %1, is larger than allowed.</source>
        <translation>時刻源自身の誤差 %1 が許容値を超えています。</translation>
    </message>
    <message>
        <source>Asked when the server in use fails.</source>
        <translation>使用中のサーバーが応答しなくなったときに問い合わせます。</translation>
    </message>
    <message>
        <source>%1 does not tell which source it follows.</source>
        <translation>%1 はどの時刻源に同期しているかを示しません。</translation>
    </message>
    <message>
        <source>%1 does not use it, and tells only an administrator why.</source>
        <translation>%1 は使っていません。理由は管理者にしか示されません。</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>program and version</comment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>%1 at %2</source>
        <comment>program, address</comment>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>Last sample %1: %2.</source>
        <comment>age, offset</comment>
        <translation>最後のサンプル（%1）: %2。</translation>
    </message>
    <message>
        <source>Last sample %1: %2 %3.</source>
        <comment>age, offset, error</comment>
        <translation>最後のサンプル（%1）: %2 %3。</translation>
    </message>
    <message>
        <source>chronyc shows it as &quot;%1&quot;.</source>
        <translation>chronyc での表示は「%1」です。</translation>
    </message>
    <message>
        <source>ntpq shows it as &quot;%1&quot;.</source>
        <translation>ntpq での表示は「%1」です。</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>state, sentence</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Its samples scatter by %1.</source>
        <translation>サンプルのばらつきは %1 です。</translation>
    </message>
    <message>
        <source>Reach: %1.</source>
        <translation>到達性: %1。</translation>
    </message>
    <message>
        <source>%1 does not tell this.</source>
        <comment>program</comment>
        <translation>%1 はこの値を示しません。</translation>
    </message>
    <message>
        <source>%1 is being asked.</source>
        <translation>%1 に問い合わせ中です。</translation>
    </message>
    <message>
        <source>%1 does not answer.</source>
        <translation>%1 の応答がありません。</translation>
    </message>
    <message>
        <source>%1 answers an administrator only.</source>
        <translation>%1 は管理者にしか応答しません。</translation>
    </message>
    <message>
        <source>%1 has nothing by which it could be asked.</source>
        <translation>%1 には問い合わせる手段がありません。</translation>
    </message>
    <message>
        <source>%1 follows no source at the moment, so it has nothing to show here.</source>
        <translation>%1 は現在どの時刻源にも同期していないため、表示する値がありません。</translation>
    </message>
    <message numerus="yes">
        <source>%1 The name has %n address(es).</source>
        <comment>a sentence about a pool</comment>
        <translation>
            <numerusform>%1この名前には %n 個のアドレスがあります。</numerusform>
        </translation>
    </message>
    <message>
        <source>The next sample is overdue: it has %1 of %2 needed ones.</source>
        <translation>次のサンプルが遅れています。必要な %2 個のうち %1 個があります。</translation>
    </message>
    <message>
        <source>Has %1 of %2 needed samples.</source>
        <translation>必要なサンプル %2 個のうち %1 個があります。</translation>
    </message>
    <message>
        <source>Can be followed in about %1: has %2 of %3 needed samples.</source>
        <translation>約 %1後に同期先にできます。必要なサンプル %3 個のうち %2 個。</translation>
    </message>
    <message>
        <source>Yours: started by %1.</source>
        <comment>a unit</comment>
        <translation>このシステムのもの。%1 が開始しました。</translation>
    </message>
    <message>
        <source>Yours: reads %1.</source>
        <comment>files</comment>
        <translation>このシステムのもの。%1 を読み込んでいます。</translation>
    </message>
    <message>
        <source>Yours: started by %1, reads %2.</source>
        <comment>a unit, files</comment>
        <translation>このシステムのもの。%1 が開始し、%2 を読み込んでいます。</translation>
    </message>
    <message>
        <source>%1 Saved after it started: %2. That is not in effect before it is restarted.</source>
        <comment>a sentence, files</comment>
        <translation>%1起動後に保存されたファイル: %2。再起動するまで有効になりません。</translation>
    </message>
    <message>
        <source>Its process cannot be seen from here.</source>
        <translation>プロセスはここからは見えません。</translation>
    </message>
    <message>
        <source>Not started by this system; follows the host&apos;s clock (%1).</source>
        <translation>このシステムが開始したものではなく、ホストの時計（%1）に同期しています。</translation>
    </message>
    <message>
        <source>Not started by this system; follows a reference clock (%1).</source>
        <translation>このシステムが開始したものではなく、基準時計（%1）に同期しています。</translation>
    </message>
    <message>
        <source>%1 answers, and follows no source at the moment.</source>
        <translation>%1 は応答していますが、現在どの時刻源にも同期していません。</translation>
    </message>
    <message>
        <source>%1 is synchronised, and does not tell by which source.</source>
        <translation>%1 は同期していますが、どの時刻源によるかは示しません。</translation>
    </message>
    <message>
        <source>%1 follows %2.</source>
        <comment>program, source</comment>
        <translation>%1 は %2 に同期しています。</translation>
    </message>
    <message>
        <source>free place</source>
        <translation>空き</translation>
    </message>
    <message>
        <source>being compared</source>
        <translation>比較中</translation>
    </message>
    <message>
        <source>was: %1</source>
        <comment>state</comment>
        <translation>以前: %1</translation>
    </message>
    <message>
        <source>Good; %1 waits for more good sources before it follows one.</source>
        <translation>良好です。%1 は良好な時刻源がそろうまで同期しません。</translation>
    </message>
    <message>
        <source>The sources contradict each other and no side has a majority: none is followed. More servers would decide it.</source>
        <translation>時刻源どうしが食い違い、どちらも多数でないため、どれにも同期しません。サーバーを増やせば決まります。</translation>
    </message>
    <message>
        <source>A place of a pool that has no more addresses at the moment. That is fine.</source>
        <translation>プールの空き枠です。現在ほかのアドレスがないだけで、問題はありません。</translation>
    </message>
    <message>
        <source>Asked for the first time.</source>
        <translation>初めて問い合わせています。</translation>
    </message>
    <message>
        <source>Has enough samples, and is being compared with the others.</source>
        <translation>サンプルがそろい、ほかの時刻源と比較しています。</translation>
    </message>
    <message numerus="yes">
        <source>%1 follows this source: it may be %2 off at most, the least of the %n source(s) that agree.</source>
        <translation>
            <numerusform>%1 はこの時刻源に同期しています。誤差は最大 %2 で、一致する %n 個の時刻源のうち最小です。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Has %n server(s); none is counted.</source>
        <translation>
            <numerusform>%n 台のサーバーがありますが、どれも使われていません。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Has %1 servers; %n of them are counted.</source>
        <translation>
            <numerusform>%1 台のサーバーのうち %n 台が使われています。</numerusform>
        </translation>
    </message>
    <message>
        <source>Has %1 of up to %2 servers; none is counted.</source>
        <translation>最大 %2 台のうち %1 台がありますが、どれも使われていません。</translation>
    </message>
    <message numerus="yes">
        <source>Has %1 of up to %2 servers; %n of them are counted.</source>
        <translation>
            <numerusform>最大 %2 台のうち %1 台があり、%n 台が使われています。</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 does not answer any more; it was last heard %2.</source>
        <translation>%1 の応答がなくなりました。最後の応答は %2です。</translation>
    </message>
    <message>
        <source>%1 does not answer, though something is there.</source>
        <translation>%1 は動作しているようですが、応答がありません。</translation>
    </message>
    <message>
        <source>%1 has ended; it was last heard %2.</source>
        <translation>%1 は終了しました。最後の応答は %2です。</translation>
    </message>
    <message>
        <source>%1 does not answer: nothing listens there. Check the address, and whether it runs.</source>
        <translation>%1 の応答がありません。そこでは何も待ち受けていません。アドレスと、動作しているかを確認してください。</translation>
    </message>
    <message>
        <source>%1 runs, and answers an administrator only.</source>
        <translation>%1 は動作していますが、管理者にしか応答しません。</translation>
    </message>
    <message>
        <source>%1 runs, and has nothing by which it could be asked.</source>
        <translation>%1 は動作していますが、問い合わせる手段がありません。</translation>
    </message>
    <message>
        <source>Measured by Synchroscope only; no time service uses these</source>
        <translation>Synchroscope だけが測定（時刻サービスは使っていません）</translation>
    </message>
    <message>
        <source>On another computer.</source>
        <translation>別のコンピューター上にあります。</translation>
    </message>
    <message>
        <source>Several of this kind run here, and it cannot be told which of them this is.</source>
        <translation>同じ種類のものが複数動いており、どれなのか区別できません。</translation>
    </message>
    <message>
        <source>%1 has not been heard for %2.</source>
        <comment>program, age</comment>
        <translation>%1 は %2応答がありません。</translation>
    </message>
    <message>
        <source>not told</source>
        <translation>不明</translation>
    </message>
    <message>
        <source>Named in its files. %1</source>
        <comment>a sentence: why no more is known</comment>
        <translation>設定ファイルに書かれています。%1</translation>
    </message>
    <message>
        <source>Has one server, which is counted.</source>
        <translation>サーバーは 1 台で、使われています。</translation>
    </message>
    <message>
        <source>%1 was not asked.</source>
        <translation>%1 には問い合わせていません。</translation>
    </message>
    <message>
        <source>%1 runs, and was not asked.</source>
        <translation>%1 は動作していますが、問い合わせていません。</translation>
    </message>
</context>
<context>
    <name>DemoLab</name>
    <message>
        <source>good 1</source>
        <translation>正常 1</translation>
    </message>
    <message>
        <source>good 2</source>
        <translation>正常 2</translation>
    </message>
    <message>
        <source>good, far away</source>
        <translation>正常、遠方</translation>
    </message>
    <message>
        <source>wrong by 250 ms</source>
        <translation>250 ms ずれ</translation>
    </message>
    <message>
        <source>drifting 50 ppm</source>
        <translation>50 ppm でずれていく</translation>
    </message>
    <message>
        <source>jittery</source>
        <translation>ばらつきが大きい</translation>
    </message>
    <message>
        <source>sometimes silent</source>
        <translation>ときどき無応答</translation>
    </message>
</context>
<context>
    <name>FilePlace</name>
    <message>
        <source>%1 %2</source>
        <comment>two sentences</comment>
        <translation>%1%2</translation>
    </message>
    <message>
        <source>The file has no such line any more: it has been changed.</source>
        <translation>ファイルが変更され、この行はもうありません。</translation>
    </message>
    <message>
        <source>%1 cannot use this line.</source>
        <comment>a time service</comment>
        <translation>%1 はこの行を使えません。</translation>
    </message>
    <message>
        <source>No line of this file names a server, so nothing of it is in the list.</source>
        <translation>このファイルにはサーバーを指定する行がないため、一覧には何も載っていません。</translation>
    </message>
    <message>
        <source>To change it, run this in a terminal: it opens your editor there.</source>
        <translation>変更するには、端末で次を実行してください。その場所でエディターが開きます。</translation>
    </message>
    <message>
        <source>Run this in a terminal: it opens your editor there. Correct the line, or put # before it, and save.</source>
        <translation>端末で次を実行してください。その場所でエディターが開きます。行を直すか、先頭に # を付けて保存してください。</translation>
    </message>
    <message>
        <source>Packages or the network&apos;s programs write this file: they may write it anew and undo what you change.</source>
        <translation>このファイルはパッケージやネットワークのプログラムが書いたものです。書き直されて、変更が失われることがあります。</translation>
    </message>
    <message>
        <source>Once it is saved %1 has to read it: Explain then offers that.</source>
        <comment>a time service</comment>
        <translation>保存したら %1 に読み込ませる必要があります。そのための操作は「説明」に現れます。</translation>
    </message>
    <message>
        <source>%1.</source>
        <comment>what is wrong</comment>
        <translation>%1。</translation>
    </message>
    <message>
        <source>Its text cannot be shown: the file could not be read from here.</source>
        <translation>内容を表示できません。ここからはファイルを読み取れませんでした。</translation>
    </message>
    <message>
        <source>Its text cannot be shown: none of the time services found here reads this file.</source>
        <translation>内容を表示できません。ここで見つかった時刻サービスは、どれもこのファイルを読みません。</translation>
    </message>
    <message>
        <source>Its text cannot be shown.</source>
        <translation>内容を表示できません。</translation>
    </message>
    <message>
        <source>%1 cannot use all of this file.</source>
        <comment>a time service</comment>
        <translation>%1 はこのファイルの一部を使えません。</translation>
    </message>
    <message>
        <source>This line names no server, so it is not in the list. It can be changed in the file itself.</source>
        <translation>この行はサーバーを指定するものではないため、一覧にはありません。変更はファイル自体で行えます。</translation>
    </message>
</context>
<context>
    <name>Files</name>
    <message>
        <source>%1 is not a file that can be read.</source>
        <translation>%1 は読み込めるファイルではありません。</translation>
    </message>
    <message>
        <source>%1 could not be read: %2</source>
        <translation>%1 を読み込めませんでした: %2</translation>
    </message>
    <message>
        <source>%1 could not be written: %2</source>
        <translation>%1 に書き込めませんでした: %2</translation>
    </message>
</context>
<context>
    <name>Glossary</name>
    <message>
        <source>Offset</source>
        <translation>オフセット（offset）</translation>
    </message>
    <message>
        <source>How far this computer&apos;s clock is from another one: ahead if it shows a later time, behind if an earlier one. It is the number that says whether the clock is right, together with its bound.</source>
        <translation>このコンピューターの時計と、ほかの時計との差です。この時計の方が後の時刻を示していれば進み、前の時刻を示していれば遅れです。誤差の上限と合わせて、時計が正しいかどうかを示す値です。</translation>
    </message>
    <message>
        <source>Bound (±)</source>
        <translation>誤差の上限（bound、±）</translation>
    </message>
    <message>
        <source>How far from the truth a measured offset can be at the most, if the server is right: half of the delay, and what the server says of its own error. An offset of 3 ms ahead ± 50 ms can be any error between 47 ms behind and 53 ms ahead.</source>
        <translation>サーバーが正しいとして、測定したオフセットが真の値から最大でどれだけ離れうるかです。往復遅延の半分と、サーバーが申告する自身の誤差からなります。オフセットが 3 ms の進み ± 50 ms なら、実際の誤差は 47 ms の遅れから 53 ms の進みまでのどれでもありえます。</translation>
    </message>
    <message>
        <source>Delay</source>
        <translation>往復遅延（delay）</translation>
    </message>
    <message>
        <source>How long a question to a server and its answer were under way together. The shorter it is, the better the time is known, for nobody can tell how much of it either way took.</source>
        <translation>サーバーへの問い合わせとその応答が、合わせてどれだけの時間ネットワーク上にあったかです。行きと帰りのそれぞれにどれだけかかったかは誰にもわからないため、短いほど時刻が正確にわかります。</translation>
    </message>
    <message>
        <source>Dispersion</source>
        <translation>分散（dispersion）</translation>
    </message>
    <message>
        <source>What is added to an error because clocks cannot be read exactly and go on drifting after the last answer. It grows with time, so that old answers count less.</source>
        <translation>時計を完全に正確には読み取れず、最後の応答の後も時計がずれ続けるために、誤差に加える分です。時間とともに増えるため、古い応答ほど重みが小さくなります。</translation>
    </message>
    <message>
        <source>Jitter</source>
        <translation>ジッター（jitter）</translation>
    </message>
    <message>
        <source>How much the offsets of successive answers differ from each other. Much jitter comes from a busy network or computer, and makes each single answer worth less.</source>
        <translation>続けて得た応答のオフセットが、互いにどれだけ違うかです。大きなジッターは、混み合ったネットワークや負荷の高いコンピューターから生じ、一つ一つの応答が当てにならなくなります。</translation>
    </message>
    <message>
        <source>Skew</source>
        <translation>スキュー（skew）</translation>
    </message>
    <message>
        <source>How well the frequency of a clock is known. While it is large, a time service has seen too little, or the clock runs unevenly.</source>
        <translation>時計の周波数がどこまで正確にわかっているかを示します。これが大きいうちは、時刻サービスの測定がまだ少ないか、時計の進み方が一定していません。</translation>
    </message>
    <message>
        <source>Frequency</source>
        <translation>周波数（frequency）</translation>
    </message>
    <message>
        <source>How fast a clock runs by itself: every computer&apos;s clock gains or loses a little all the time. A time service learns this and corrects it, so that the clock stays right between two answers.</source>
        <translation>補正がない場合の、時計の進み方です。どのコンピューターの時計も、常にわずかに進むか遅れていきます。時刻サービスはそれを学んで補正し、応答と応答の間も時計を正しく保ちます。</translation>
    </message>
    <message>
        <source>ppm</source>
        <translation>ppm</translation>
    </message>
    <message>
        <source>Parts per million, for frequencies: 1 ppm is a microsecond in each second, or 86 ms a day. Computers&apos; clocks are usually within 100 ppm.</source>
        <translation>周波数に使う単位で、100 万分の 1（parts per million）を表します。1 ppm は 1 秒につき 1 µs、1 日では 86 ms です。コンピューターの時計は、ふつう 100 ppm 以内です。</translation>
    </message>
    <message>
        <source>Drift</source>
        <translation>ドリフト（drift）</translation>
    </message>
    <message>
        <source>What a clock gains or loses by itself as time goes by. A time service keeps what it has learnt of it in a drift file, so that the clock runs well right after the next start.</source>
        <translation>時間がたつにつれて、時計がひとりでに進んだり遅れたりする分です。時刻サービスは学んだ値をドリフトファイル（drift file）に保存し、次の起動の直後から時計が正しく進むようにします。</translation>
    </message>
    <message>
        <source>Root delay</source>
        <translation>ルート遅延（root delay）</translation>
    </message>
    <message>
        <source>The delay of the whole way from here, or from a server, to the reference clock that the time comes from. A server far from its reference is less exact.</source>
        <translation>ここから、またはサーバーから、時刻の大もとである基準時計までの、全経路の往復遅延です。基準時計から遠いサーバーほど不正確です。</translation>
    </message>
    <message>
        <source>Root dispersion</source>
        <translation>ルート分散（root dispersion）</translation>
    </message>
    <message>
        <source>The error that has been gathered on the whole way from the reference clock, beside the delay. A server with a large one is unsure of its own time; Windows servers often have some seconds.</source>
        <translation>基準時計からの全経路で積み重なった、遅延以外の誤差です。これが大きいサーバーは、自身の時刻に確信がありません。Windows のサーバーでは、よく数秒になります。</translation>
    </message>
    <message>
        <source>Root distance</source>
        <translation>ルート距離（root distance）</translation>
    </message>
    <message>
        <source>Half of the root delay and the root dispersion together: how wrong the time can be that comes from a source. Time services prefer the source with the smallest, and chrony does not follow any with more than 3 s.</source>
        <translation>ルート遅延の半分とルート分散を合わせた値で、その時刻源から得た時刻がどれだけ間違いうるかを示します。時刻サービスはこれが最も小さい時刻源を優先し、chrony は 3 秒を超えるものには同期しません。</translation>
    </message>
    <message>
        <source>Stratum</source>
        <translation>階層（stratum、ストラタム）</translation>
    </message>
    <message>
        <source>How many steps a clock is from a reference clock: 1 has one itself, 2 asks a server of stratum 1, and so on up to 15; 16 means not synchronised. A small number alone is no proof of a good clock.</source>
        <translation>時計が基準時計から何段目にあるかです。1 は基準時計を直接持ち、2 は階層 1 のサーバーに問い合わせ、以下 15 まで続きます。16 は同期していないことを表します。数が小さいだけでは、良い時計である証明になりません。</translation>
    </message>
    <message>
        <source>Reference ID</source>
        <translation>参照 ID（reference ID、refid）</translation>
    </message>
    <message>
        <source>Whom a server follows itself: a name such as GPS at stratum 1, else a number made of its server&apos;s address. Two servers with the same one get their time from the same place, and so confirm each other less.</source>
        <translation>サーバー自身の同期先です。階層 1 では GPS などの名前、それ以外では同期先のサーバーのアドレスから作った番号です。参照 ID が同じ 2 台のサーバーは同じところから時刻を得ているため、互いの裏付けとしては弱くなります。</translation>
    </message>
    <message>
        <source>Reach</source>
        <translation>到達性（reach）</translation>
    </message>
    <message>
        <source>Which of the last eight questions a server has answered. chrony and ntpd print it as an octal number: 377 is all eight, 0 is none, and after a start it takes eight polls to get to 377.</source>
        <translation>直近 8 回の問い合わせのうち、サーバーがどれに応答したかです。chrony と ntpd は 8 進数で表示します。377 は 8 回すべてに応答あり、0 は応答なしです。起動後に 377 になるまでには、8 回の問い合わせが必要です。</translation>
    </message>
    <message>
        <source>Poll</source>
        <translation>問い合わせの間隔（poll、ポーリング間隔）</translation>
    </message>
    <message>
        <source>How often a server is asked. Time services begin with about every minute and ask less often once the clock runs well, up to every 17 or 34 minutes.</source>
        <translation>サーバーに問い合わせる間隔です。時刻サービスは約 1 分ごとに始め、時計が安定すると間隔を延ばし、最長で 17 分または 34 分ごとになります。</translation>
    </message>
    <message>
        <source>Sample</source>
        <translation>サンプル（sample）</translation>
    </message>
    <message>
        <source>One answer of a server, made into an offset, a delay and an error. A time service needs a few of them, chrony three, before it follows a server: that is why nothing seems to happen right after a start.</source>
        <translation>サーバーの一つの応答から求めた、オフセット、遅延、誤差の組です。時刻サービスがサーバーに同期するには、いくつかのサンプル（chrony では 3 個）が必要です。起動直後に何も起きないように見えるのは、そのためです。</translation>
    </message>
    <message>
        <source>Leap second</source>
        <translation>うるう秒（leap second）</translation>
    </message>
    <message>
        <source>A second that is put into, or left out of, the last minute of a month, to keep the clocks of the world with the turning of the Earth. A time service passes it on, so that the clock is right again a moment later; there has been none since 2016.</source>
        <translation>世界の時計を地球の自転に合わせるために、月の最後の 1 分に加えるか、そこから除く 1 秒です。時刻サービスがこれを伝えるため、時計はすぐにまた正しくなります。2016 年を最後に実施されていません。</translation>
    </message>
    <message>
        <source>Smearing</source>
        <translation>うるう秒の分散（smearing、leap smear、スミア）</translation>
    </message>
    <message>
        <source>Truechimer</source>
        <translation>正しい時刻源（truechimer）</translation>
    </message>
    <message>
        <source>A source that tells the right time, as far as can be seen: its time agrees with that of most others. Only such sources are followed.</source>
        <translation>わかる限りでは正しい時刻を示している時刻源です。その時刻は、ほかの大多数の時刻と一致しています。同期先になるのは、このような時刻源だけです。</translation>
    </message>
    <message>
        <source>Falseticker</source>
        <translation>誤った時刻源（falseticker）</translation>
    </message>
    <message>
        <source>A source that contradicts the majority of the others; chrony marks it with &quot;x&quot;. It is not followed, and does no harm as long as most of the others are right.</source>
        <translation>ほかの時刻源の多数と食い違う時刻源です。chrony では「x」で示されます。同期先にはならず、ほかの大半が正しい限り害はありません。</translation>
    </message>
    <message>
        <source>Followed (selected)</source>
        <translation>同期先（selected、followed）</translation>
    </message>
    <message>
        <source>The source that a time service goes by at the moment; chrony and ntpd mark it with &quot;*&quot;. It says whom the clock is kept to, not that the clock is right already.</source>
        <translation>時刻サービスが現在、時計を合わせる相手にしている時刻源です。chrony と ntpd では「*」で示されます。時計を何に合わせているかを示すもので、時計がすでに正しいことを示すものではありません。</translation>
    </message>
    <message>
        <source>Combined</source>
        <translation>併用（combined）</translation>
    </message>
    <message>
        <source>A good source that is counted into the result beside the one that is followed; chrony and ntpd mark it with &quot;+&quot;. Several of them make the clock steadier than one.</source>
        <translation>同期先のほかに結果に加えられている、良好な時刻源です。chrony と ntpd では「+」で示されます。一つだけより複数ある方が、時計は安定します。</translation>
    </message>
    <message>
        <source>Survivor</source>
        <translation>生き残った時刻源（survivor）</translation>
    </message>
    <message>
        <source>A source that is left when those that contradict the majority and those that are much worse than the others have been put aside. What is left makes the clock.</source>
        <translation>多数と食い違うものと、ほかよりはるかに劣るものを除いた後に残る時刻源です。残ったものから時計の時刻が決まります。</translation>
    </message>
    <message>
        <source>Majority</source>
        <translation>多数派（majority）</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>ステップ補正（step）</translation>
    </message>
    <message>
        <source>To set the clock at once by what it is off. It mends every error in a moment; programs that measure time see a jump, and after a step back they see the same moments twice.</source>
        <translation>ずれの分だけ時計を一度に合わせることです。どんな誤差も一瞬で直りますが、時間を測るプログラムからは時刻が飛んだように見え、時計を戻した場合は同じ時刻が二度現れます。</translation>
    </message>
    <message>
        <source>Slew</source>
        <translation>スルー補正（slew）</translation>
    </message>
    <message>
        <source>To correct the clock little by little by letting it run a bit faster or slower. No program sees a jump, but it takes its time: chrony needs at least 12 s for each second, others more than half an hour.</source>
        <translation>時計をわずかに速く、または遅く進めて、少しずつ補正することです。どのプログラムからも時刻の飛びは見えませんが、時間がかかります。ずれ 1 秒につき、chrony では少なくとも 12 秒、ほかの時刻サービスでは 30 分以上が必要です。</translation>
    </message>
    <message>
        <source>Pool</source>
        <translation>プール（pool）</translation>
    </message>
    <message>
        <source>A name that stands for many servers, such as those of the NTP Pool Project. With &quot;pool&quot; in its configuration a time service takes several of them, and chrony replaces those that turn bad.</source>
        <translation>NTP Pool Project のもののように、多数のサーバーを表す名前です。設定に「pool」と書くと、時刻サービスはその中のいくつかを使い、chrony は問題の生じたものを別のサーバーに置き換えます。</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>サーバー（server）</translation>
    </message>
    <message>
        <source>A computer that tells others the time. With &quot;server&quot; in its configuration a time service asks one address only, even if the name stands for many.</source>
        <translation>ほかのコンピューターに時刻を知らせるコンピューターです。設定に「server」と書くと、その名前が多数のサーバーを表していても、時刻サービスは一つのアドレスにだけ問い合わせます。</translation>
    </message>
    <message>
        <source>Peer</source>
        <translation>ピア（peer）</translation>
    </message>
    <message>
        <source>Two time servers that ask each other, so that each can help when the other one has lost its sources. Not for public servers; nearly every computer needs &quot;server&quot; or &quot;pool&quot; only.</source>
        <translation>互いに問い合わせ、一方が時刻源を失ったときにもう一方が補えるようにした、2 台の時刻サーバーです。公開サーバーには使いません。ほとんどのコンピューターに必要なのは「server」か「pool」だけです。</translation>
    </message>
    <message>
        <source>iburst</source>
        <translation>iburst</translation>
    </message>
    <message>
        <source>An option for a server: a few questions within seconds at the start, then as usual. With it the clock is right within seconds of a start instead of minutes.</source>
        <translation>サーバーのオプションです。開始時に数秒の間に数回問い合わせ、その後は通常どおり問い合わせます。これがあると、時計が正しくなるまで、起動から数分ではなく数秒で済みます。</translation>
    </message>
    <message>
        <source>Burst</source>
        <translation>バースト（burst）</translation>
    </message>
    <message>
        <source>A few questions to a server within seconds, to know the time well at once. Public servers do not like it as a habit, so it is asked for by hand.</source>
        <translation>時刻をすぐに正確に知るために、サーバーに数秒の間に数回問い合わせることです。公開サーバーに対して日常的に行うのは好まれないため、必要なときに手動で行います。</translation>
    </message>
    <message>
        <source>makestep</source>
        <translation>makestep</translation>
    </message>
    <message>
        <source>chrony&apos;s rule for steps: &quot;makestep 1 3&quot; steps the clock if it is off by more than 1 s, but only in the first three updates after chrony was started. Later it slews, however long that takes, unless the second number is -1.</source>
        <translation>chrony のステップ補正の規則です。「makestep 1 3」では、時計のずれが 1 秒を超えていればステップ補正しますが、それは chrony の起動後、最初の 3 回の更新に限ります。その後は、2 番目の数が -1 でない限り、どれだけ時間がかかってもスルー補正で少しずつ合わせます。</translation>
    </message>
    <message>
        <source>PHC (PTP hardware clock)</source>
        <translation>PHC（PTP ハードウェアクロック）</translation>
    </message>
    <message>
        <source>A clock in a network card or, in a virtual machine, the host&apos;s clock, that a time service can read very exactly. It is as right or wrong as whoever keeps it: ± 1 µs says how well it is read, not how right it is.</source>
        <translation>ネットワークカードの時計、または仮想マシンではホストの時計で、時刻サービスが非常に正確に読み取れるものです。正しいかどうかは、その時計を合わせているもの次第です。± 1 µs は読み取りの正確さを示し、時刻の正しさを示すものではありません。</translation>
    </message>
    <message>
        <source>PTP (Precision Time Protocol)</source>
        <translation>PTP（Precision Time Protocol）</translation>
    </message>
    <message>
        <source>Another way than NTP to bring time over a network, exact to less than a microsecond, for networks whose devices take part. Few computers outside of laboratories, studios and data centres have it.</source>
        <translation>NTP とは別の、ネットワークで時刻を伝える方法です。対応した機器からなるネットワーク向けで、誤差は 1 µs 未満です。研究所、スタジオ、データセンター以外で使えるコンピューターはほとんどありません。</translation>
    </message>
    <message>
        <source>PPS (pulse per second)</source>
        <translation>PPS（1秒パルス、pulse per second）</translation>
    </message>
    <message>
        <source>An electric pulse at the beginning of each second, from a receiver of the time such as one for GPS. It is very exact and does not say which second it is, so it needs another source beside it.</source>
        <translation>GPS などの時刻の受信機が、毎秒の始まりに出す電気パルスです。非常に正確ですが、どの秒なのかは示さないため、ほかの時刻源も必要です。</translation>
    </message>
    <message>
        <source>GPS</source>
        <translation>GPS</translation>
    </message>
    <message>
        <source>Satellites that tell their place and the time everywhere on Earth. A receiver makes a computer independent of servers, if its antenna sees the sky.</source>
        <translation>自身の位置と時刻を、地球上のどこにでも知らせる衛星です。受信機があり、そのアンテナから空が見えれば、コンピューターはサーバーに頼らずに済みます。</translation>
    </message>
    <message>
        <source>SHM and SOCK</source>
        <translation>SHM と SOCK</translation>
    </message>
    <message>
        <source>Two ways by which another program, such as gpsd, hands the time of a device to a time service on the same computer: shared memory and a socket. Where a device is connected but never gives a sample, this connection is the first thing to look at.</source>
        <translation>gpsd などの別のプログラムが、同じコンピューターの時刻サービスに装置の時刻を渡す二つの方法です。それぞれ共有メモリー（shared memory）とソケット（socket）を使います。装置をつないでもサンプルが一つも得られないときは、まずこの受け渡しを確認してください。</translation>
    </message>
    <message>
        <source>Reference clock</source>
        <translation>基準時計（reference clock、リファレンスクロック）</translation>
    </message>
    <message>
        <source>A device at this computer that tells the time, such as a receiver for GPS. It is asked without a network; whether it is right shows only beside servers.</source>
        <translation>GPS 受信機のように、このコンピューターにあって時刻を示す装置です。ネットワークを使わずに読み取ります。正しいかどうかは、サーバーと比べて初めてわかります。</translation>
    </message>
    <message>
        <source>Hardware clock (RTC)</source>
        <translation>ハードウェアクロック（RTC）</translation>
    </message>
    <message>
        <source>The clock on the main board that runs on while the computer is off (real-time clock). It sets the system&apos;s clock at the start, drifts by seconds a week, and is best kept in universal time.</source>
        <translation>コンピューターの電源が切れている間も動き続ける、マザーボード上の時計（real-time clock）です。起動時にシステムクロックをこれに合わせます。1 週間に数秒ずれます。協定世界時で保つのが最善です。</translation>
    </message>
    <message>
        <source>System clock</source>
        <translation>システムクロック（system clock）</translation>
    </message>
    <message>
        <source>The clock that the kernel keeps while the computer runs, and that all programs read. It is the clock that this program judges.</source>
        <translation>コンピューターの動作中にカーネルが保ち、すべてのプログラムが読む時計です。このプログラムが判定するのは、この時計です。</translation>
    </message>
    <message>
        <source>UTC (universal time)</source>
        <translation>協定世界時（UTC）</translation>
    </message>
    <message>
        <source>Coordinated Universal Time, which all the world&apos;s clocks are set by; local time is UTC and what the time zone adds. Computers keep time in UTC, so a wrong time zone does not make the clock wrong.</source>
        <translation>世界中の時計が合わせている時刻（Coordinated Universal Time）です。現地時刻は、UTC にタイムゾーンの分を加えたものです。コンピューターは UTC で時刻を保つため、タイムゾーンが間違っていても時計が狂うことはありません。</translation>
    </message>
    <message>
        <source>TAI</source>
        <translation>国際原子時（TAI）</translation>
    </message>
    <message>
        <source>International Atomic Time: like UTC, but without leap seconds, and so 37 s ahead of it since 2017. Few programs need it; a clock that is off by 37 s was most likely set to TAI by mistake.</source>
        <translation>UTC と同様ですがうるう秒がなく、そのため 2017 年からは UTC より 37 秒進んでいます。必要とするプログラムはほとんどありません。時計が 37 秒ずれている場合は、おそらく誤って TAI に合わせられています。</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>タイムゾーン（time zone）</translation>
    </message>
    <message>
        <source>What is added to universal time to get the local time of a country, summer time included. It changes only what is shown: a clock that is wrong by whole hours needs its time set, not another zone.</source>
        <translation>その国の現地時刻を求めるために協定世界時に加える分で、夏時間も含みます。変わるのは表示だけです。時計がちょうど何時間か狂っている場合に必要なのは時刻合わせで、タイムゾーンの変更ではありません。</translation>
    </message>
    <message>
        <source>NTP (Network Time Protocol)</source>
        <translation>NTP（Network Time Protocol）</translation>
    </message>
    <message>
        <source>The way in which computers ask each other for the time over a network, by UDP on port 123. It reckons with how long the packets were under way, and so is right to milliseconds over the Internet.</source>
        <translation>コンピューターがネットワークを通じて互いに時刻を問い合わせる方法で、UDP のポート 123 を使います。パケットの伝送にかかった時間を計算に入れるため、インターネット経由でもミリ秒の精度があります。</translation>
    </message>
    <message>
        <source>UDP and port 123</source>
        <translation>UDP とポート 123</translation>
    </message>
    <message>
        <source>UDP is the simple kind of packet that NTP uses, and 123 the number at which servers listen for it. A firewall that does not let it through is the usual reason why no server answers.</source>
        <translation>UDP は NTP が使う簡単な種類のパケットで、123 はサーバーがそれを待ち受ける番号です。どのサーバーも応答しないのは、たいてい、ファイアウォールがこれを通さないためです。</translation>
    </message>
    <message>
        <source>NTS (Network Time Security)</source>
        <translation>NTS（Network Time Security）</translation>
    </message>
    <message>
        <source>NTP whose answers cannot be forged. It first fetches keys with certificates, for which the clock must not be too wrong, and by another port (TCP 4460) that a firewall has to let through.</source>
        <translation>応答を偽造できない NTP です。まず証明書を使って鍵を取得しますが、それには時計が大きく狂っていないことと、ファイアウォールが別のポート（TCP 4460）を通すことが必要です。</translation>
    </message>
    <message>
        <source>TCP</source>
        <translation>TCP</translation>
    </message>
    <message>
        <source>The kind of connection that web pages use, and NTS for fetching its keys. A firewall can let it through and still block NTP.</source>
        <translation>Web ページや、NTS の鍵の取得に使われる種類の接続です。ファイアウォールがこれを通していても、NTP を遮断していることがあります。</translation>
    </message>
    <message>
        <source>SNTP (Simple NTP)</source>
        <translation>SNTP（Simple NTP）</translation>
    </message>
    <message>
        <source>NTP for computers that only want the time, without comparing several servers. systemd-timesyncd does so: it is good enough for a desktop, and believes a wrong server.</source>
        <translation>時刻がわかればよく、複数のサーバーを比較しないコンピューター向けの NTP です。systemd-timesyncd がこの方式です。デスクトップには十分ですが、誤ったサーバーでも信じてしまいます。</translation>
    </message>
    <message>
        <source>Time service (daemon)</source>
        <translation>時刻サービス（デーモン、daemon）</translation>
    </message>
    <message>
        <source>A program in the background that asks for the time and keeps the clock right. There should be exactly one on a computer: two of them work against each other.</source>
        <translation>バックグラウンドで時刻を問い合わせ、時計を正しく保つプログラムです。1 台のコンピューターに 1 つだけにしてください。2 つあると互いに妨げ合います。</translation>
    </message>
    <message>
        <source>chrony (chronyd)</source>
        <translation>chrony（chronyd）</translation>
    </message>
    <message>
        <source>A time service that finds the right time quickly and copes with networks and computers that are often away; chronyd is its daemon and chronyc the command to ask it. Many distributions have it by default.</source>
        <translation>正しい時刻をすばやく得る時刻サービスで、ネットワークがよく切れる場合や、コンピューターをよく止める場合にも対応できます。chronyd はそのデーモン、chronyc は問い合わせのためのコマンドです。多くのディストリビューションの既定です。</translation>
    </message>
    <message>
        <source>systemd-timesyncd</source>
        <translation>systemd-timesyncd</translation>
    </message>
    <message>
        <source>The small time service of systemd. It follows one server at a time and cannot notice that this one is wrong; for a desktop that is usually enough.</source>
        <translation>systemd の小さな時刻サービスです。一度に 1 台のサーバーにだけ同期し、それが誤っていても気づけません。デスクトップにはふつう十分です。</translation>
    </message>
    <message>
        <source>ntpd</source>
        <translation>ntpd</translation>
    </message>
    <message>
        <source>The classic time service, which NTP was made with. It steps the clock when it is off by more than 0.128 s for some minutes, and gives up if it is off by more than 1000 s.</source>
        <translation>NTP とともに作られた、古くからの時刻サービスです。0.128 秒を超えるずれが数分続くと時計をステップ補正し、1000 秒を超えてずれていると補正をあきらめます。</translation>
    </message>
    <message>
        <source>NTPsec</source>
        <translation>NTPsec</translation>
    </message>
    <message>
        <source>A time service made from the classic ntpd, with less old code and with NTS. Its files and commands are nearly the same.</source>
        <translation>従来の ntpd から作られた時刻サービスで、古いコードが少なく、NTS に対応しています。ファイルとコマンドはほとんど同じです。</translation>
    </message>
    <message>
        <source>ntpd-rs</source>
        <translation>ntpd-rs</translation>
    </message>
    <message>
        <source>A newer time service, written in Rust, with NTS. Its servers are in the file ntp.toml.</source>
        <translation>Rust で書かれた、より新しい時刻サービスで、NTS に対応しています。サーバーは ntp.toml ファイルに書かれています。</translation>
    </message>
    <message>
        <source>OpenNTPD</source>
        <translation>OpenNTPD</translation>
    </message>
    <message>
        <source>The small time service of OpenBSD. Only an administrator may ask it what it does, so that this program measures the clock itself all the same.</source>
        <translation>OpenBSD の小さな時刻サービスです。動作について問い合わせできるのは管理者だけですが、それでもこのプログラムは自分で時計を測定します。</translation>
    </message>
    <message>
        <source>timedatectl</source>
        <translation>timedatectl</translation>
    </message>
    <message>
        <source>The command of systemd that shows the time, the time zone and whether network time is on, and changes them. What it says of synchronisation is a flag of the kernel&apos;s and no measurement.</source>
        <translation>時刻、タイムゾーン、ネットワーク時刻が有効かどうかを表示し、変更する systemd のコマンドです。同期についての表示はカーネルのフラグであり、測定ではありません。</translation>
    </message>
    <message>
        <source>timedated</source>
        <translation>timedated</translation>
    </message>
    <message>
        <source>The part of systemd that timedatectl and the settings of desktops speak to. It turns network time on and off by starting a time service that it knows; of others it says &quot;n/a&quot;.</source>
        <translation>timedatectl やデスクトップの設定画面が使う、systemd の一部です。認識している時刻サービスを開始または停止して、ネットワーク時刻を有効または無効にします。それ以外の時刻サービスについては「n/a」と示します。</translation>
    </message>
    <message>
        <source>Network time (NTP service)</source>
        <translation>ネットワーク時刻（NTP service）</translation>
    </message>
    <message>
        <source>Whether the system starts a time service, as timedatectl shows it. &quot;active&quot; says that such a program runs, not that it has reached anybody.</source>
        <translation>システムが時刻サービスを開始するかどうかを表し、timedatectl が表示します。「active」は、そのようなプログラムが動いていることを示すだけで、どこかのサーバーが応答したことを示すものではありません。</translation>
    </message>
    <message>
        <source>System clock synchronized</source>
        <translation>System clock synchronized（システムクロックの同期）</translation>
    </message>
    <message>
        <source>A line of timedatectl&apos;s. &quot;yes&quot; only means that the kernel reckons with an error below 16 s; it stays for almost nine hours after the last update, so a clock can be wrong with it, and right with &quot;no&quot;.</source>
        <translation>timedatectl の表示の 1 行です。「yes」は、カーネルが見込む誤差が 16 秒未満だというだけの意味です。最後の更新から 9 時間近く残るため、「yes」でも時計が狂っていること、「no」でも正しいことがあります。</translation>
    </message>
    <message>
        <source>maxerror (largest error)</source>
        <translation>maxerror（最大誤差）</translation>
    </message>
    <message>
        <source>The error that the kernel reckons with: as the time service said at its last update, and growing by half a millisecond a second since. From 16 s on the system counts as not synchronised.</source>
        <translation>カーネルが見込んでいる誤差です。時刻サービスが最後の更新で知らせた値から、毎秒 0.5 ms ずつ増えていきます。16 秒以上になると、システムは同期していない扱いになります。</translation>
    </message>
    <message>
        <source>STA_UNSYNC</source>
        <translation>STA_UNSYNC</translation>
    </message>
    <message>
        <source>A mark in the kernel that says &quot;not synchronised&quot; and keeps it from setting the hardware clock. Some time services leave it set on purpose, so alone it is no proof of a wrong clock.</source>
        <translation>「同期していない」ことを表すカーネルのフラグです。これがあると、カーネルはハードウェアクロックを設定しません。意図的に立てたままにする時刻サービスもあるため、これだけでは時計が狂っている証明になりません。</translation>
    </message>
    <message>
        <source>rtcsync</source>
        <translation>rtcsync</translation>
    </message>
    <message>
        <source>A line in chrony&apos;s configuration: the kernel copies the system clock to the hardware clock every eleven minutes. Without it the next start may begin with a wrong time.</source>
        <translation>chrony の設定の 1 行です。これがあると、カーネルが 11 分ごとにハードウェアクロックをシステムクロックに合わせます。ないと、次の起動が誤った時刻から始まることがあります。</translation>
    </message>
    <message>
        <source>Kiss of death</source>
        <translation>KoD（Kiss-o&apos;-Death、kiss of death）</translation>
    </message>
    <message>
        <source>An answer of a server that tells no time but asks to be left alone; its word says why, such as RATE (asked too often) or DENY (not allowed). This program obeys it; to go on asking only makes it worse.</source>
        <translation>時刻を知らせる代わりに、問い合わせをやめるよう求めるサーバーの応答です。理由は、RATE（問い合わせが多すぎる）や DENY（許可されていない）などの語で示されます。このプログラムはこれに従います。問い合わせを続けても、状況は悪くなるだけです。</translation>
    </message>
    <message>
        <source>RATE</source>
        <translation>RATE</translation>
    </message>
    <message>
        <source>The word of a kiss of death that says: you ask too often. Ask this server less often, or take another one.</source>
        <translation>問い合わせが多すぎることを示す、KoD の語です。このサーバーへの問い合わせを減らすか、別のサーバーを使ってください。</translation>
    </message>
    <message>
        <source>DENY and RSTR</source>
        <translation>DENY と RSTR</translation>
    </message>
    <message>
        <source>The words of a kiss of death that say: you may not ask here. Take another server.</source>
        <translation>問い合わせが許可されていないことを示す、KoD の語です。別のサーバーを使ってください。</translation>
    </message>
    <message>
        <source>Allan deviation</source>
        <translation>アラン偏差（Allan deviation）</translation>
    </message>
    <message>
        <source>How much a clock&apos;s frequency wanders, for each span of time over which it is averaged. Its lowest point is how long measurements are worth averaging; for a clock that just has to be right, the offset is enough.</source>
        <translation>時計の周波数がどれだけふらつくかを、平均する時間の長さごとに示します。値が最も小さくなる長さまでは、測定を平均する意味があります。時計が正しければよいだけなら、オフセットで十分です。</translation>
    </message>
    <message>
        <source>MTIE (maximum time interval error)</source>
        <translation>最大時間誤差（MTIE、maximum time interval error）</translation>
    </message>
    <message>
        <source>The largest change of the offset within any span of a given length. It tells how far a clock gets while nobody corrects it for so long.</source>
        <translation>決められた長さのあらゆる区間のうちで、オフセットが最も大きく変化した量です。その長さの間、補正するものがないときに、時計がどれだけずれるかを示します。</translation>
    </message>
    <message>
        <source>Percentile</source>
        <translation>パーセンタイル（percentile）</translation>
    </message>
    <message>
        <source>The value that so many percent of all measurements stay below. &quot;95 %: 2 ms&quot; means that 19 of 20 were better than 2 ms, which says more than an average that one bad answer spoils.</source>
        <translation>すべての測定のうち、ある割合（%）がそれを下回る値です。「95 %: 2 ms」は、20 回のうち 19 回が 2 ms より良かったことを意味します。悪い応答が一つあるだけで損なわれる平均より、多くのことがわかります。</translation>
    </message>
    <message>
        <source>Kernel time stamps</source>
        <translation>カーネルのタイムスタンプ（kernel timestamp）</translation>
    </message>
    <message>
        <source>When the kernel notes the moment at which a packet comes or goes, and not the program, which may have to wait for the processor. They make measurements on a busy computer much steadier.</source>
        <translation>パケットの送受信の瞬間を、プロセッサーの順番を待つことのあるプログラムではなく、カーネルが記録することです。負荷の高いコンピューターでの測定が、はるかに安定します。</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>判定（verdict）</translation>
    </message>
    <message>
        <source>This program&apos;s answer to whether the clock is right: how far off it is, to within what error, by whom and when it was measured. It is never copied from a flag.</source>
        <translation>時計が正しいかどうかについての、このプログラムの答えです。どれだけずれているか、その誤差の上限、何によるか、いつ測定したかを示します。フラグをそのまま写すことはありません。</translation>
    </message>
    <message>
        <source>Profile</source>
        <translation>プロファイル（profile）</translation>
    </message>
    <message>
        <source>How right a clock has to be for you: Everyday warns from 500 ms, Standard from 50 ms, Precise from 1 ms. Choose the widest that your programs can bear, for a narrow one needs good servers nearby.</source>
        <translation>時計がどれだけ正しくなければならないかです。「日常」は 500 ms から、「標準」は 50 ms から、「精密」は 1 ms から警告します。使うプログラムが許容できる、最も広いものを選んでください。狭いものには、近くに良好なサーバーが必要です。</translation>
    </message>
    <message>
        <source>Hold-over</source>
        <translation>ホールドオーバー（holdover）</translation>
    </message>
    <message>
        <source>When no source answers, a time service goes on with the frequency it has learnt. The clock stays nearly right for hours, and gets worse from day to day.</source>
        <translation>どの時刻源も応答しないときに、時刻サービスが学んだ周波数で補正を続けることです。時計は何時間かはほぼ正しいままですが、日ごとに悪くなります。</translation>
    </message>
    <message>
        <source>Local mode</source>
        <translation>ローカルモード（local mode）</translation>
    </message>
    <message>
        <source>A time service that serves its own clock as if it was synchronised, under the address 127.127.1.1. It keeps an isolated network together, and is a trap elsewhere: nobody checks that time.</source>
        <translation>時刻サービスが、同期しているかのように自身の時計を配信することです。アドレスは 127.127.1.1 です。孤立したネットワークの時刻をそろえるのには役立ちますが、それ以外では落とし穴になります。その時刻を確かめるものがないためです。</translation>
    </message>
    <message>
        <source>Uneven paths</source>
        <translation>非対称な経路（path asymmetry）</translation>
    </message>
    <message>
        <source>When packets to a server take longer than those back, or the other way round, half of the difference looks like an error of the clock. No measurement to one server can show it; the bound allows for it.</source>
        <translation>サーバーへのパケットと戻りのパケットとでかかる時間が違うと、その差の半分が時計の誤差のように見えます。1 台のサーバーの測定ではわかりませんが、誤差の上限はこれを見込んでいます。</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>一時停止（pause）</translation>
    </message>
    <message>
        <source>When a host stops its virtual machine for a while, all clocks in it stand still and are behind afterwards. A step mends that at once; a slew can take hours.</source>
        <translation>ホストが仮想マシンをしばらく止めると、その中のすべての時計が止まり、その後は遅れています。ステップ補正ならすぐに直りますが、スルー補正では何時間もかかることがあります。</translation>
    </message>
    <message>
        <source>Suspend</source>
        <translation>スリープ（サスペンド、suspend）</translation>
    </message>
    <message>
        <source>A computer that sleeps asks nobody for the time. After it wakes the clock is as right as the hardware clock, until the first answers come.</source>
        <translation>スリープ中のコンピューターは、どこにも時刻を問い合わせません。復帰してから最初の応答が届くまで、時計の正しさはハードウェアクロックと同じです。</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>オフライン（offline）</translation>
    </message>
    <message>
        <source>A state of chrony&apos;s sources: it was told not to ask them, because there was no network. Where nobody tells it that the network is back it never asks again.</source>
        <translation>chrony の時刻源の状態の一つです。ネットワークがなかったため、問い合わせないよう chrony に指示されています。ネットワークがつながったことを知らせるものがなければ、二度と問い合わせません。</translation>
    </message>
    <message>
        <source>Authentication</source>
        <translation>認証（authentication）</translation>
    </message>
    <message>
        <source>Proof that an answer comes from the server and was not forged on the way, by a shared key or by NTS. Without it somebody in the network could make the clock wrong.</source>
        <translation>応答がそのサーバーからのもので、途中で偽造されていないことの証明です。共有の鍵または NTS によります。これがないと、ネットワーク上の誰かがこの時計を狂わせることができます。</translation>
    </message>
    <message>
        <source>Virtual machine and host</source>
        <translation>仮想マシンとホスト（virtual machine、host）</translation>
    </message>
    <message>
        <source>A computer that is only a program on another one, its host. Its clock stands still when the host stops it, and tools of the host may set it as well as a time service.</source>
        <translation>仮想マシンは、別のコンピューター（ホスト）の上で動くプログラムにすぎないコンピューターです。ホストに止められると時計も止まります。また、時刻サービスのほかに、ホストのツールが時計を合わせることもあります。</translation>
    </message>
    <message>
        <source>Container</source>
        <translation>コンテナー（container）</translation>
    </message>
    <message>
        <source>Programs that run apart from the others on a computer but share its clock. The clock is the host&apos;s, and is to be kept right there.</source>
        <translation>1 台のコンピューターの上でほかから隔てられて動き、時計は共有するプログラムです。時計はホストのものなので、ホストで正しく保つ必要があります。</translation>
    </message>
    <message>
        <source>Some servers spread a leap second over many hours instead of inserting it, and are up to half a second from the others meanwhile. Never mix such servers with others: around a leap second they contradict each other.</source>
        <translation>一部のサーバーは、うるう秒を一度に挿入せず、何時間もかけて分散します。その間は、ほかのサーバーと最大 0.5 秒異なります。このようなサーバーをほかのサーバーと混ぜないでください。うるう秒の前後で互いに食い違います。</translation>
    </message>
    <message>
        <source>More than half of the sources, if they agree with each other within their errors. With three sources one that is wrong is outvoted; with two nobody can tell which of them is wrong.</source>
        <translation>誤差の範囲内で互いに一致している、過半数の時刻源です。時刻源が 3 個あれば、誤った 1 個を多数決で退けられます。2 個では、どちらが誤っているのか誰にもわかりません。</translation>
    </message>
    <message>
        <source>esterror (estimated error)</source>
        <translation>esterror（推定誤差）</translation>
    </message>
    <message>
        <source>How wrong the clock probably is, as the time service told the kernel at its last update. It is a guess and no limit: the largest error is the limit.</source>
        <translation>時計がおそらくどれだけずれているかを、時刻サービスが最後の更新でカーネルに知らせた値です。これは見積もりで、上限ではありません。上限は最大誤差です。</translation>
    </message>
    <message>
        <source>Status flags of the kernel&apos;s clock</source>
        <translation>カーネルの時計の状態フラグ</translation>
    </message>
    <message>
        <source>Marks by which time services and the kernel tell each other how the clock is corrected: by the kernel&apos;s own loop or not, by a pulse per second, with a leap second to come. Which ones are set depends on the time service; none of them alone says that the clock is right or wrong.</source>
        <translation>時計をどう補正しているかを、時刻サービスとカーネルが互いに知らせる印です。カーネル自身のループを使うかどうか、1 秒ごとのパルスによるか、うるう秒が控えているかなどを示します。どれが立つかは時刻サービスによって異なり、一つだけで時計の正否がわかるものではありません。</translation>
    </message>
</context>
<context>
    <name>JudgementWording</name>
    <message>
        <source>%1 %2</source>
        <comment>two sentences</comment>
        <translation>%1%2</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>program and version</comment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>%1, as its time service says from an update %2</source>
        <translation>%1（時刻サービスによる値、%2の更新）</translation>
    </message>
    <message>
        <source>%1, as its time service says from %2, updated %3</source>
        <translation>%1（時刻サービスによる値、同期先 %2、%3の更新）</translation>
    </message>
    <message>
        <source>%1, measured with %2 %3</source>
        <translation>%1（%2 との比較、%3）</translation>
    </message>
    <message numerus="yes">
        <source>%1, measured with %n server(s) that agree, %2</source>
        <translation>
            <numerusform>%1（一致する %n 台のサーバーとの比較、%2）</numerusform>
        </translation>
    </message>
    <message>
        <source>its time service follows no source</source>
        <translation>時刻サービスはどの時刻源にも同期していません</translation>
    </message>
    <message>
        <source>nothing keeps it there</source>
        <translation>正しく保つものがありません</translation>
    </message>
    <message numerus="yes">
        <source>%1 (%n of them)</source>
        <translation>
            <numerusform>%1（%n 個）</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 may correct this clock.</source>
        <translation>%1 がこの時計を補正する可能性があります。</translation>
    </message>
    <message>
        <source>%1 keeps this clock right.</source>
        <translation>%1 がこの時計を正しく保っています。</translation>
    </message>
    <message>
        <source>%1 may correct this clock, and follows no source at the moment.</source>
        <translation>%1 はこの時計を補正できますが、今はどの時刻源にも同期していません。</translation>
    </message>
    <message>
        <source>%1 answers, and its process cannot be seen from here: it belongs to another part of this computer, such as the host of a container.</source>
        <translation>%1 は応答しますが、そのプロセスはここからは見えません。コンテナーのホストなど、このコンピューターの別の部分のものです。</translation>
    </message>
    <message>
        <source>%1 runs; whether it corrects this clock it does not tell.</source>
        <translation>%1 は動いていますが、この時計を補正しているかどうかは知らせていません。</translation>
    </message>
    <message>
        <source>Nothing keeps this clock right.</source>
        <translation>この時計を正しく保つものがありません。</translation>
    </message>
    <message>
        <source>%1 runs, and was told to leave the clock alone (-x).</source>
        <translation>%1 は動いていますが、時計に触れないよう指示されています（-x）。</translation>
    </message>
    <message>
        <source>%1 runs without the right to set the clock.</source>
        <translation>%1 は動いていますが、時計を設定する権限がありません。</translation>
    </message>
    <message>
        <source>a virtual machine</source>
        <translation>仮想マシン</translation>
    </message>
    <message>
        <source>a virtual machine (%1)</source>
        <translation>仮想マシン（%1）</translation>
    </message>
    <message>
        <source>a container</source>
        <translation>コンテナー</translation>
    </message>
    <message>
        <source>a container (%1)</source>
        <translation>コンテナー（%1）</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <comment>machine, cloud</comment>
        <translation>%2 の%1</translation>
    </message>
    <message>
        <source>Not known yet: the time service gathers its first answers.</source>
        <translation>まだわかりません。時刻サービスが最初の応答を集めています。</translation>
    </message>
    <message>
        <source>Not known: nothing keeps this clock right, and no server was asked.</source>
        <translation>わかりません。この時計を正しく保つものがなく、どのサーバーにも問い合わせていません。</translation>
    </message>
    <message>
        <source>This clock is right to within %1: %2.</source>
        <translation>この時計は %1 以内で正確です: %2。</translation>
    </message>
    <message>
        <source>This clock is being corrected: %1.</source>
        <translation>この時計は補正中です: %1。</translation>
    </message>
    <message>
        <source>This clock is right to within %1, but %2: %3.</source>
        <comment>…, but why it may not stay so: …</comment>
        <translation>この時計は %1 以内で正確ですが、%2: %3。</translation>
    </message>
    <message>
        <source>This clock is wrong: %1.</source>
        <translation>この時計は狂っています: %1。</translation>
    </message>
    <message>
        <source>Whether this clock is right cannot be told: %1.</source>
        <translation>この時計が正しいかどうかはわかりません: %1。</translation>
    </message>
    <message>
        <source>More than one time service may correct this clock, and they work against each other: %1. Keep one of them.</source>
        <translation>複数の時刻サービスがこの時計を補正でき、互いに妨げ合います: %1。1 つだけ残してください。</translation>
    </message>
    <message>
        <source>No time service runs here; %1 may set this clock.</source>
        <translation>ここでは時刻サービスは動いていません。%1 がこの時計を設定する可能性があります。</translation>
    </message>
    <message>
        <source>This is %1: Windows, or a time service of its own that cannot be seen here, sets this clock.</source>
        <translation>これは%1です。Windows、またはここからは見えない独自の時刻サービスがこの時計を合わせています。</translation>
    </message>
    <message>
        <source>This is %1: its host sets this clock.</source>
        <translation>これは%1です。ホストがこの時計を合わせています。</translation>
    </message>
    <message>
        <source>Process %1, started %2.</source>
        <translation>プロセス %1、%2に開始。</translation>
    </message>
    <message>
        <source>Process %1.</source>
        <translation>プロセス %1。</translation>
    </message>
    <message>
        <source>It runs in a container.</source>
        <translation>コンテナーの中で動いています。</translation>
    </message>
    <message>
        <source>It has no right to set the clock.</source>
        <translation>時計を設定する権限がありません。</translation>
    </message>
    <message>
        <source>It was told to leave the clock alone (-x).</source>
        <translation>時計に触れないよう指示されています（-x）。</translation>
    </message>
    <message>
        <source>nobody has updated it for a while</source>
        <translation>しばらく更新されていません</translation>
    </message>
    <message>
        <source>Not known: nothing keeps this clock right, and no server answers.</source>
        <translation>わかりません。この時計を正しく保つものがなく、応答するサーバーもありません。</translation>
    </message>
    <message>
        <source>the host&apos;s clock (%1)</source>
        <translation>ホストの時計（%1）</translation>
    </message>
    <message>
        <source>its own device %1</source>
        <translation>自身の装置 %1</translation>
    </message>
    <message>
        <source>%1 against %2, updated %3; no server confirms it</source>
        <translation>%2に対して%1（%3の更新）。サーバーによる裏付けはありません</translation>
    </message>
    <message>
        <source>its time services contradict each other</source>
        <translation>時刻サービスどうしが食い違っています</translation>
    </message>
    <message>
        <source>Start this computer&apos;s time service, or install one such as chrony.</source>
        <translation>このコンピューターの時刻サービスを開始するか、chrony などをインストールしてください。</translation>
    </message>
    <message>
        <source>No time service is installed: install one, such as chrony.</source>
        <translation>時刻サービスがインストールされていません。chrony などをインストールしてください。</translation>
    </message>
    <message>
        <source>Turn network time on.</source>
        <translation>ネットワーク時刻を有効にしてください。</translation>
    </message>
    <message>
        <source>Network time is turned on, and yet no time service runs that could be seen. See what &quot;timedatectl&quot; and &quot;systemctl --failed&quot; say.</source>
        <translation>ネットワーク時刻は有効ですが、動作中の時刻サービスが見当たりません。「timedatectl」と「systemctl --failed」の表示を確認してください。</translation>
    </message>
    <message>
        <source>This clock is within %1 of %2, which servers contradict: %3.</source>
        <translation>この時計は%2と %1 以内で一致していますが、サーバーと食い違っています: %3。</translation>
    </message>
    <message>
        <source>This clock is within %1 of %2, updated %3; no server confirms it.</source>
        <translation>この時計は%2と %1 以内で一致しています（%3の更新）。サーバーによる裏付けはありません。</translation>
    </message>
    <message>
        <source>To be sure, compare it with a server.</source>
        <translation>確かめるには、サーバーと比較してください。</translation>
    </message>
    <message>
        <source>This clock is wrong, and is being corrected: %1.</source>
        <translation>この時計は狂っており、補正中です: %1。</translation>
    </message>
    <message>
        <source>It follows %1, which is just as wrong.</source>
        <translation>%1に同期していますが、それも同じだけ狂っています。</translation>
    </message>
    <message>
        <source>This clock is right to within %1, and its time service gathers its first answers: %2.</source>
        <translation>この時計は %1 以内で正確で、時刻サービスが最初の応答を集めています: %2。</translation>
    </message>
    <message>
        <source>Whether this clock is right cannot be told, for its time services contradict each other: %1.</source>
        <translation>時刻サービスどうしが食い違うため、この時計が正しいかどうかはわかりません: %1。</translation>
    </message>
    <message>
        <source>In the last half hour something corrected this clock that cannot be seen from here, such as a time service in a container.</source>
        <translation>この 30 分の間に、コンテナー内の時刻サービスなど、ここからは見えないものがこの時計を補正しました。</translation>
    </message>
    <message>
        <source>This is %1. In the last half hour something corrected its clock that cannot be seen from here.</source>
        <translation>これは%1です。この 30 分の間に、ここからは見えないものがこの時計を補正しました。</translation>
    </message>
    <message>
        <source>Whether this clock is right is not known.</source>
        <translation>この時計が正しいかどうかはわかりません。</translation>
    </message>
    <message>
        <source>No server was asked, and the time service here leaves the clock alone, so its word does not count.</source>
        <translation>サーバーに問い合わせておらず、ここの時刻サービスは時計に触れないため、その値は根拠になりません。</translation>
    </message>
    <message>
        <source>No server answers, and the time service here leaves the clock alone, so its word does not count.</source>
        <translation>応答するサーバーがなく、ここの時刻サービスは時計に触れないため、その値は根拠になりません。</translation>
    </message>
    <message>
        <source>No server was asked, and no time service tells.</source>
        <translation>サーバーに問い合わせておらず、知らせる時刻サービスもありません。</translation>
    </message>
    <message>
        <source>No server answers, and no time service tells.</source>
        <translation>応答するサーバーも、知らせる時刻サービスもありません。</translation>
    </message>
    <message>
        <source>its time service keeps to another time</source>
        <translation>時刻サービスが別の時刻に合わせています</translation>
    </message>
    <message>
        <source>Whether this clock is right cannot be told, for the server asked here and the time service contradict each other: %1. Another server would decide.</source>
        <translation>ここで問い合わせたサーバーと時刻サービスが食い違うため、この時計が正しいかどうかはわかりません: %1。サーバーをもう 1 台加えると決まります。</translation>
    </message>
</context>
<context>
    <name>NamedServers</name>
    <message>
        <source>Not a regular file</source>
        <translation>通常のファイルではありません</translation>
    </message>
    <message>
        <source>line %1 and everything after it: left out, because the file is larger than 1 MiB</source>
        <translation>%1 行目以降: ファイルが 1 MiB を超えるため、読み込みませんでした</translation>
    </message>
</context>
<context>
    <name>NamesText</name>
    <message numerus="yes">
        <source>%n more</source>
        <comment>after some servers or addresses</comment>
        <translation>
            <numerusform>ほか %n 件</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ObservedFacts</name>
    <message>
        <source>It is configured never to be selected (noselect).</source>
        <translation>選択されない設定になっています（noselect）。</translation>
    </message>
    <message>
        <source>It is not synchronised, or has not answered.</source>
        <translation>同期していないか、応答がありません。</translation>
    </message>
    <message>
        <source>It has too few samples so far.</source>
        <translation>サンプルがまだ足りません。</translation>
    </message>
    <message>
        <source>Its own error is larger than what is allowed (maxdistance).</source>
        <translation>時刻源自身の誤差が許容値を超えています（maxdistance）。</translation>
    </message>
    <message>
        <source>Its samples scatter more than is allowed (maxjitter).</source>
        <translation>サンプルのばらつきが許容値を超えています（maxjitter）。</translation>
    </message>
    <message>
        <source>It waits for others to have enough samples.</source>
        <translation>ほかの時刻源のサンプルがそろうのを待っています。</translation>
    </message>
    <message>
        <source>Its samples are older than those of others.</source>
        <translation>サンプルがほかの時刻源のものより古くなっています。</translation>
    </message>
    <message>
        <source>Its stratum is no better than the one that this computer serves without a source (orphan).</source>
        <translation>階層が、このコンピューターが時刻源なしで配信する階層より良くありません（orphan）。</translation>
    </message>
    <message>
        <source>It does not fully agree with the sources that are trusted (trust).</source>
        <translation>信頼する時刻源と完全には一致していません（trust）。</translation>
    </message>
    <message>
        <source>It contradicts the majority.</source>
        <translation>多数と食い違っています。</translation>
    </message>
    <message>
        <source>It is good, but more good sources are needed, or a certain one (minsources, require).</source>
        <translation>良好ですが、良好な時刻源がさらに必要か、特定の時刻源が必要です（minsources、require）。</translation>
    </message>
    <message>
        <source>It is good, but another one is preferred (prefer).</source>
        <translation>良好ですが、別の時刻源が優先されています（prefer）。</translation>
    </message>
    <message>
        <source>It is good, and waits for its next sample, as another one has just been selected.</source>
        <translation>良好です。別の時刻源が選択されたばかりのため、次のサンプルを待っています。</translation>
    </message>
    <message>
        <source>It is good, but too far off to be counted in, or was a short while ago (combinelimit).</source>
        <translation>良好ですが、誤差が大きすぎて結果に加えられないか、少し前までそうでした（combinelimit）。</translation>
    </message>
    <message>
        <source>It is counted in.</source>
        <translation>結果に加えられています。</translation>
    </message>
    <message>
        <source>It is the best one.</source>
        <translation>最良の時刻源です。</translation>
    </message>
    <message>
        <source>chronyd gives it the letter &quot;%1&quot;, which is not known here.</source>
        <translation>chronyd は文字「%1」で示していますが、ここではその意味がわかりません。</translation>
    </message>
    <message>
        <source>In the last selection</source>
        <translation>最後の選択</translation>
    </message>
    <message>
        <source>By this source this clock is</source>
        <translation>この時刻源によればこの時計は</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <comment>two offsets</comment>
        <translation>%1 から %2</translation>
    </message>
    <message>
        <source>The interval that the selection went by.</source>
        <translation>選択の判断に使われた区間です。</translation>
    </message>
    <message>
        <source>Selection options</source>
        <translation>選択オプション</translation>
    </message>
    <message>
        <source>Some of them because sources without authentication are there too (authselectmode).</source>
        <translation>一部は、認証のない時刻源もあるために付いたものです（authselectmode）。</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>スコア</translation>
    </message>
    <message>
        <source>Against the one that is followed, whose place it takes above 10.</source>
        <translation>現在の同期先に対する値です。10 を超えると、代わりにこの時刻源が同期先になります。</translation>
    </message>
    <message>
        <source>Authentication</source>
        <translation>認証</translation>
    </message>
    <message>
        <source>none</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>Anybody on the way could answer in its place.</source>
        <translation>経路上の誰でも、代わりに応答できます。</translation>
    </message>
    <message numerus="yes">
        <source>key %1, %n bit(s)</source>
        <translation>
            <numerusform>鍵 %1、%n ビット</numerusform>
        </translation>
    </message>
    <message>
        <source>That key is not in the key file.</source>
        <translation>その鍵は鍵ファイルにありません。</translation>
    </message>
    <message>
        <source>NTS, without keys so far</source>
        <translation>NTS、鍵は未取得</translation>
    </message>
    <message numerus="yes">
        <source>%n attempt(s) to get them. The server may not offer NTS, port 4460 may be blocked, or this clock may be too wrong for its certificate.</source>
        <translation>
            <numerusform>取得を %n 回試みました。サーバーが NTS を提供していないか、ポート 4460 が遮断されているか、この時計の狂いが大きく証明書を検証できない可能性があります。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>NTS, keys of %n bit(s), %1</source>
        <comment>age</comment>
        <translation>
            <numerusform>NTS、%n ビットの鍵（%1）</numerusform>
        </translation>
    </message>
    <message>
        <source>The server no longer knows them: new ones are asked for.</source>
        <translation>サーバーがこの鍵を認識しなくなったため、新しい鍵を求めています。</translation>
    </message>
    <message numerus="yes">
        <source>%n cookie(s) left.</source>
        <translation>
            <numerusform>残りのクッキーは %n 個です。</numerusform>
        </translation>
    </message>
    <message>
        <source>1: the answer came twice</source>
        <translation>1: 応答が重複している</translation>
    </message>
    <message>
        <source>2: it answers no question</source>
        <translation>2: 問い合わせに対応しない応答</translation>
    </message>
    <message>
        <source>3: its stamps are not valid</source>
        <translation>3: タイムスタンプが無効</translation>
    </message>
    <message>
        <source>5: authentication failed</source>
        <translation>5: 認証に失敗</translation>
    </message>
    <message>
        <source>6: the server is not synchronised</source>
        <translation>6: サーバーが同期していない</translation>
    </message>
    <message>
        <source>7: its root distance is not valid</source>
        <translation>7: ルート距離が無効</translation>
    </message>
    <message>
        <source>A: its delay or its time is not possible</source>
        <translation>A: 遅延または時刻がありえない値</translation>
    </message>
    <message>
        <source>B: its delay is far above the smallest one</source>
        <translation>B: 遅延が最小値を大きく上回る</translation>
    </message>
    <message>
        <source>C: its delay is far above the usual one</source>
        <translation>C: 遅延が通常値を大きく上回る</translation>
    </message>
    <message>
        <source>D: it follows this computer</source>
        <translation>D: このコンピューターに同期している</translation>
    </message>
    <message>
        <source>Packets</source>
        <translation>パケット</translation>
    </message>
    <message>
        <source>%1 sent, %2 received, %3 valid, %4 good</source>
        <comment>numbers of packets</comment>
        <translation>送信 %1、受信 %2、有効 %3、良好 %4</translation>
    </message>
    <message>
        <source>Since chronyd was started, or knows the source. Good ones are valid, and of a server that is in order.</source>
        <translation>chronyd の起動、またはこの時刻源の認識からの数です。「良好」は、有効で、サーバーにも問題がないものです。</translation>
    </message>
    <message>
        <source>Tests of the last answer</source>
        <translation>最後の応答の検査</translation>
    </message>
    <message>
        <source>all passed</source>
        <translation>すべて合格</translation>
    </message>
    <message>
        <source>Last exchange</source>
        <translation>最後のやり取り</translation>
    </message>
    <message>
        <source>With a round trip of %1, of which the server took %2.</source>
        <translation>往復の時間は %1 で、うち %2 はサーバーでの時間です。</translation>
    </message>
    <message>
        <source>Stamps by chronyd</source>
        <translation>chronyd のタイムスタンプ</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>of sending, of receiving</comment>
        <translation>%1、%2</translation>
    </message>
    <message>
        <source>Who noted when packets left and arrived: the hardware is the most exact, the daemon the least.</source>
        <translation>パケットの送受信の時刻を何が記録したかです。ハードウェアが最も正確で、デーモンが最も不正確です。</translation>
    </message>
    <message>
        <source>Interleaved</source>
        <translation>インターリーブ</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>はい</translation>
    </message>
    <message>
        <source>Answers carry the exact stamp of the one before.</source>
        <translation>各応答に、一つ前の応答の正確なタイムスタンプが入っています。</translation>
    </message>
    <message>
        <source>Serves others</source>
        <translation>ほかへの配信</translation>
    </message>
    <message>
        <source>%1 questions, %2 of them dropped</source>
        <comment>numbers of packets</comment>
        <translation>問い合わせ %1、うち破棄 %2</translation>
    </message>
    <message>
        <source>%1 with authentication, %2 interleaved.</source>
        <comment>numbers of packets</comment>
        <translation>認証付き %1、インターリーブ %2。</translation>
    </message>
    <message>
        <source>NTS keys given</source>
        <translation>渡した NTS の鍵</translation>
    </message>
    <message>
        <source>%1 dropped.</source>
        <comment>number of connections</comment>
        <translation>破棄 %1。</translation>
    </message>
    <message>
        <source>Commands taken</source>
        <translation>受け付けたコマンド</translation>
    </message>
    <message>
        <source>Those of Synchroscope are among them.</source>
        <translation>Synchroscope からのものも含みます。</translation>
    </message>
    <message>
        <source>chronyc %1</source>
        <comment>a command</comment>
        <translation>chronyc %1</translation>
    </message>
    <message>
        <source>not told</source>
        <translation>不明</translation>
    </message>
    <message>
        <source>How its line wants it treated when chronyd chooses.</source>
        <translation>chronyd が選択するときにどう扱うかを、設定の行で指定したものです。</translation>
    </message>
    <message>
        <source>What chronyd checks of each answer: one that fails a test is not used.</source>
        <translation>chronyd が応答ごとに行う検査です。検査に通らない応答は使われません。</translation>
    </message>
</context>
<context>
    <name>OptionFaultWording</name>
    <message>
        <source>%1 or more</source>
        <comment>a number</comment>
        <translation>%1 以上</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <comment>numbers</comment>
        <translation>%1 から %2 まで</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>program and version</comment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>The line names no server. Write its name or its address.</source>
        <translation>この行にはサーバーがありません。名前かアドレスを書いてください。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is neither a name nor an address, so that the line gives no server. Correct it.</source>
        <translation>「%1」は名前でもアドレスでもないため、この行からはサーバーが得られません。訂正してください。</translation>
    </message>
    <message>
        <source>%1 cannot look up &quot;%2&quot;. Write %3 instead, which is the same name.</source>
        <translation>%1 は「%2」を名前解決できません。代わりに、同じ名前を表す %3 を書いてください。</translation>
    </message>
    <message>
        <source>%1 wants another kind of address than %2, so that the line gives no server. Leave %1 out.</source>
        <translation>%1 は %2 とは別の種類のアドレスを求めるため、この行からはサーバーが得られません。%1 を省いてください。</translation>
    </message>
    <message>
        <source>%1 is there more than once, and only the last one counts. Keep one.</source>
        <translation>%1 が複数あり、最後のものだけが有効です。一つだけ残してください。</translation>
    </message>
    <message>
        <source>%1 and %2 do not go together. Leave one of them out.</source>
        <translation>%1 と %2 は一緒に使えません。どちらかを省いてください。</translation>
    </message>
    <message>
        <source>%1 does nothing without %2. Add %2, or leave %1 out.</source>
        <translation>%1 は %2 がないと効果がありません。%2 を加えるか、%1 を省いてください。</translation>
    </message>
    <message>
        <source>%1 does nothing while minpoll and maxpoll are both %2. Raise maxpoll, or leave %1 out.</source>
        <translation>minpoll と maxpoll がどちらも %2 の間は、%1 は効果がありません。maxpoll を上げるか、%1 を省いてください。</translation>
    </message>
    <message>
        <source>A word of the line is empty, so that the next one would be read in its place. Fill it in, or leave it out.</source>
        <translation>この行に空の語があり、代わりに次の語が読まれてしまいます。値を書くか、省いてください。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; holds a space, an open quote or a character that is not to be seen, and would be read as something else. Correct it.</source>
        <translation>「%1」には空白、閉じていない引用符、または見えない文字があり、別のものとして読まれてしまいます。訂正してください。</translation>
    </message>
    <message>
        <source>The line is longer than %1 bytes, and %2 would not start. Leave something out.</source>
        <translation>この行は %1 バイトより長く、このままでは %2 が起動しません。何かを省いてください。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is longer than %2 bytes, and %3 would not start. Shorten it.</source>
        <translation>「%1」は %2 バイトより長く、このままでは %3 が起動しません。短くしてください。</translation>
    </message>
    <message>
        <source>%1 supports %2 on a pool only from %3 on. Name servers instead.</source>
        <translation>%1 がプールで %2 に対応するのは %3 以降です。代わりにサーバーを個別に指定してください。</translation>
    </message>
    <message>
        <source>%1 does nothing on a server. Leave it out.</source>
        <translation>%1 はサーバーには効果がありません。省いてください。</translation>
    </message>
    <message>
        <source>%1 does nothing on a pool. Leave it out.</source>
        <translation>%1 はプールには効果がありません。省いてください。</translation>
    </message>
    <message>
        <source>%1 does nothing on a peer. Leave it out.</source>
        <translation>%1 はピアには効果がありません。省いてください。</translation>
    </message>
    <message>
        <source>%1 %2 is above %3 %4, and %5 uses %6 for both. Raise %3, or lower %1.</source>
        <translation>%1 %2 が %3 %4 より大きく、%5 は両方に %6 を使います。%3 を上げるか、%1 を下げてください。</translation>
    </message>
    <message>
        <source>%1 takes %2, not %3, and %4 would not start. Write one of these numbers.</source>
        <translation>%1 の値は %2です。%3 では %4 が起動しません。この範囲の数を書いてください。</translation>
    </message>
    <message>
        <source>%1 takes %2, not %3, and %4 would have no server of this line. Write one of these numbers.</source>
        <translation>%1 の値は %2です。%3 では、%4 はこの行からサーバーを得られません。この範囲の数を書いてください。</translation>
    </message>
    <message>
        <source>%1 takes %2, and %4 may use another number than %3. Write one of these numbers.</source>
        <translation>%1 の値は %2です。%3 では、%4 が別の数を使うことがあります。この範囲の数を書いてください。</translation>
    </message>
    <message>
        <source>Write a whole number.</source>
        <translation>整数を書いてください。</translation>
    </message>
    <message>
        <source>Write a hexadecimal number.</source>
        <translation>16 進数を書いてください。</translation>
    </message>
    <message>
        <source>Write a number, such as 0.5.</source>
        <translation>0.5 のような数を書いてください。</translation>
    </message>
    <message>
        <source>%2 cannot be &quot;%3&quot;, and %1 would not start.</source>
        <translation>%2 に「%3」は使えず、このままでは %1 が起動しません。</translation>
    </message>
    <message>
        <source>%2 cannot be &quot;%3&quot;, and %1 would ignore the line.</source>
        <translation>%2 に「%3」は使えず、%1 はこの行を無視します。</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>two sentences</comment>
        <translation>%1%2</translation>
    </message>
    <message>
        <source>%1 does not know %2 (it came with %3) and would not start. Leave it out.</source>
        <translation>%1 は %2 を認識せず（%3 で追加）、このままでは起動しません。省いてください。</translation>
    </message>
    <message>
        <source>%1 does not know %2 (it came with %3) and would ignore the line. Leave it out.</source>
        <translation>%1 は %2 を認識せず（%3 で追加）、この行を無視します。省いてください。</translation>
    </message>
    <message>
        <source>%2 needs a value, and %1 would not start without it. Write it behind the option.</source>
        <translation>%2 には値が必要で、ないと %1 が起動しません。オプションの後に書いてください。</translation>
    </message>
    <message>
        <source>%2 needs a value, and %1 would ignore the line without it. Write it behind the option.</source>
        <translation>%2 には値が必要で、ないと %1 はこの行を無視します。オプションの後に書いてください。</translation>
    </message>
    <message>
        <source>%2 takes no value, and %1 would not start with %3. Leave %3 out.</source>
        <translation>%2 は値を取らず、%3 があると %1 が起動しません。%3 を省いてください。</translation>
    </message>
    <message>
        <source>%2 takes no value, and %1 would ignore the line with %3. Leave %3 out.</source>
        <translation>%2 は値を取らず、%3 があると %1 はこの行を無視します。%3 を省いてください。</translation>
    </message>
    <message>
        <source>%1 knows no extension field %2 and would not start. Leave it out.</source>
        <translation>%1 は拡張フィールド %2 を認識せず、このままでは起動しません。省いてください。</translation>
    </message>
    <message>
        <source>%1 does not know the extension field %2 (it came with %3) and would not start. Leave it out.</source>
        <translation>%1 は拡張フィールド %2 を認識せず（%3 で追加）、このままでは起動しません。省いてください。</translation>
    </message>
    <message>
        <source>%1 does not know &quot;%2&quot; and would not start. Leave it out, or correct its spelling.</source>
        <translation>%1 は「%2」を認識せず、このままでは起動しません。省くか、綴りを訂正してください。</translation>
    </message>
    <message>
        <source>%1 does not know &quot;%2&quot; and would ignore the line. Leave it out, or correct its spelling.</source>
        <translation>%1 は「%2」を認識せず、この行を無視します。省くか、綴りを訂正してください。</translation>
    </message>
</context>
<context>
    <name>OptionWording</name>
    <message>
        <source>Cipher of NTS</source>
        <translation>NTS の暗号方式</translation>
    </message>
    <message>
        <source>The cipher to ask for with NTS, such as AES_SIV_CMAC_256, which is used without it. The server may choose another one.</source>
        <translation>NTS で求める暗号方式です。たとえば AES_SIV_CMAC_256 で、省略するとこれが使われます。サーバーが別のものを選ぶこともあります。</translation>
    </message>
    <message>
        <source>Asymmetry of the jitter</source>
        <translation>ジッターの非対称性</translation>
    </message>
    <message>
        <source>How much more the way back varies than the way there, from −0.5 to 0.5. chrony finds it by itself if it is left out.</source>
        <translation>往路に比べて復路の遅延がどれだけ余分にばらつくかを、−0.5 から 0.5 までで表します。省略すると chrony が自分で求めます。</translation>
    </message>
    <message>
        <source>Offline when sending fails</source>
        <translation>送信できなければオフライン</translation>
    </message>
    <message>
        <source>Stops asking when a request cannot be sent, until the network is said to be back. For computers that are often offline.</source>
        <translation>問い合わせを送信できないとき、ネットワークが戻ったと知らされるまで問い合わせをやめます。オフラインになることが多いコンピューター向けです。</translation>
    </message>
    <message>
        <source>Autokey</source>
        <translation>Autokey</translation>
    </message>
    <message>
        <source>Authenticates by the old Autokey, which no longer protects. Use a key, or a time service with NTS, instead.</source>
        <translation>古い Autokey で認証します。Autokey にはもう保護の効果がありません。代わりに鍵か、NTS に対応した時刻サービスを使ってください。</translation>
    </message>
    <message>
        <source>Correction</source>
        <translation>補正値</translation>
    </message>
    <message>
        <source>Seconds that are added to what is measured, against a lasting error of the way. A wrong number makes the clock wrong.</source>
        <translation>測定値に加える秒数です。経路による一定の誤差を打ち消します。数を誤ると時計が狂います。</translation>
    </message>
    <message>
        <source>Several tries</source>
        <translation>複数回の試行</translation>
    </message>
    <message>
        <source>Asks up to 4 times in a row when no good measurement comes. Helps over an unsteady network, such as Wi-Fi.</source>
        <translation>良い測定値が得られないとき、続けて 4 回まで問い合わせます。Wi-Fi など不安定なネットワークで役立ちます。</translation>
    </message>
    <message>
        <source>Certificates</source>
        <translation>証明書</translation>
    </message>
    <message>
        <source>A file or folder of certificates, of which one must have signed the server&apos;s. For NTS with a server of your own.</source>
        <translation>証明書のファイルかフォルダーです。そのどれかでサーバーの証明書が署名されている必要があります。自分で管理するサーバーの NTS 向けです。</translation>
    </message>
    <message>
        <source>Set of certificates</source>
        <translation>証明書のセット</translation>
    </message>
    <message>
        <source>Which set of trusted certificates counts for NTS; 0 is the system&apos;s. For an NTS server of your own.</source>
        <translation>NTS で信頼する証明書のセットの番号です。0 はシステムのものです。自分で管理する NTS サーバー向けです。</translation>
    </message>
    <message>
        <source>Pass on as its own</source>
        <translation>自身のものとして伝える</translation>
    </message>
    <message>
        <source>Passes the server&apos;s stratum and identity on as its own. For several chronyd on one computer that belong together.</source>
        <translation>サーバーの階層と識別情報を自身のものとして伝えます。1 台のコンピューターで複数の chronyd を組にして使う場合向けです。</translation>
    </message>
    <message>
        <source>Extension field</source>
        <translation>拡張フィールド</translation>
    </message>
    <message>
        <source>Adds an extension to requests, by its hexadecimal number, for more accuracy. Only if the server is known to support it.</source>
        <translation>精度を高めるため、16 進数の番号で指定した拡張を問い合わせに加えます。サーバーが対応しているとわかっている場合にだけ使います。</translation>
    </message>
    <message>
        <source>Polls per measurement</source>
        <translation>測定値あたりの問い合わせ</translation>
    </message>
    <message>
        <source>Makes one measurement out of so many polls by a median filter, against noise. For very short polls in a local network.</source>
        <translation>この回数の問い合わせからメディアンフィルターで一つの測定値を作り、ノイズを抑えます。ローカルネットワークでの非常に短い間隔の問い合わせ向けです。</translation>
    </message>
    <message>
        <source>Quick start</source>
        <translation>素早い開始</translation>
    </message>
    <message>
        <source>Asks 4 to 8 times quickly at the start, so that the clock is right within seconds. Good for nearly every server.</source>
        <translation>開始時に 4 回から 8 回素早く問い合わせ、数秒で時計を正しく合わせます。ほぼすべてのサーバーに適しています。</translation>
    </message>
    <message>
        <source>Group of Autokey</source>
        <translation>Autokey のグループ</translation>
    </message>
    <message>
        <source>The name of the group for Autokey, which no longer protects. Only where a server still asks for it.</source>
        <translation>Autokey のグループの名前です。Autokey にはもう保護の効果がありません。サーバーがまだ求める場合にだけ使います。</translation>
    </message>
    <message>
        <source>IPv4 only</source>
        <translation>IPv4 のみ</translation>
    </message>
    <message>
        <source>Uses only the server&apos;s IPv4 addresses. For a network where IPv6 does not work well.</source>
        <translation>サーバーの IPv4 アドレスだけを使います。IPv6 がうまく働かないネットワーク向けです。</translation>
    </message>
    <message>
        <source>IPv6 only</source>
        <translation>IPv6 のみ</translation>
    </message>
    <message>
        <source>Uses only the server&apos;s IPv6 addresses. For a network where IPv4 does not work well.</source>
        <translation>サーバーの IPv6 アドレスだけを使います。IPv4 がうまく働かないネットワーク向けです。</translation>
    </message>
    <message>
        <source>Key number</source>
        <translation>鍵の番号</translation>
    </message>
    <message>
        <source>Accepts only answers that are signed with this key. The server must have the same key under the same number.</source>
        <translation>この鍵で署名された応答だけを受け入れます。サーバーにも同じ番号で同じ鍵が必要です。</translation>
    </message>
    <message>
        <source>Longest round trip</source>
        <translation>最長の往復遅延</translation>
    </message>
    <message>
        <source>Ignores answers that took longer than this. For a way to the server that is busy at times.</source>
        <translation>これより長くかかった応答を無視します。サーバーまでの経路がときどき混雑する場合向けです。</translation>
    </message>
    <message>
        <source>Largest rise of the delay</source>
        <translation>遅延の増加の上限</translation>
    </message>
    <message>
        <source>Ignores answers whose delay rises above the shortest by so many times its usual scatter. A smaller number is stricter.</source>
        <translation>最短の遅延からの増加が、通常のばらつきのこの倍数を超える応答を無視します。小さい数ほど厳しくなります。</translation>
    </message>
    <message>
        <source>Share of fast answers</source>
        <translation>速い応答の割合</translation>
    </message>
    <message>
        <source>Uses only this share of the answers, the fastest; 0.2 is a fifth. For very short polls in a steady local network.</source>
        <translation>応答のうち、速い方からこの割合だけを使います。0.2 なら 5 分の 1 です。安定したローカルネットワークでの非常に短い間隔の問い合わせ向けです。</translation>
    </message>
    <message>
        <source>Largest ratio of delays</source>
        <translation>遅延の比の上限</translation>
    </message>
    <message>
        <source>Ignores answers that took more than so many times as long as the fastest one. For networks that are fast as a rule.</source>
        <translation>最も速い応答に比べて、この倍数より長くかかった応答を無視します。ふだん速いネットワーク向けです。</translation>
    </message>
    <message>
        <source>Longest interval</source>
        <translation>最長の間隔</translation>
    </message>
    <message>
        <source>The longest time between requests, as a power of 2: 10 is 1024 s. A shorter one notices changes sooner and asks more often.</source>
        <translation>問い合わせの最長の間隔を 2 の累乗の指数で表します。10 は 1024 秒です。短いほど変化に早く気付き、問い合わせが増えます。</translation>
    </message>
    <message>
        <source>Most measurements</source>
        <translation>測定値の最大数</translation>
    </message>
    <message>
        <source>Reckons with so many past measurements at most. Fewer of them follow changes of the clock sooner, but are noisier.</source>
        <translation>計算に使う過去の測定値の最大数です。少ないほど時計の変化に早く追従しますが、ノイズが増えます。</translation>
    </message>
    <message>
        <source>Servers of the pool</source>
        <translation>プールのサーバー数</translation>
    </message>
    <message>
        <source>How many servers of the pool are asked at the same time. Of 4, the usual number, a wrong one is outvoted.</source>
        <translation>プールのうち、同時に問い合わせるサーバーの数です。通常の 4 台なら、誤った 1 台を多数決で除けます。</translation>
    </message>
    <message>
        <source>Polls without an answer</source>
        <translation>応答のない問い合わせ</translation>
    </message>
    <message>
        <source>No longer follows the server after so many polls without an answer. Without it, chrony holds on to it for very long.</source>
        <translation>この回数の問い合わせに応答がなければ、サーバーへの同期をやめます。省略すると、chrony は非常に長い間そのサーバーに同期し続けます。</translation>
    </message>
    <message>
        <source>Known round trip</source>
        <translation>既知の往復遅延</translation>
    </message>
    <message>
        <source>Takes this as the shortest round trip instead of measuring it. Only where it is known exactly and never changes.</source>
        <translation>最短の往復遅延を測定せず、この値とみなします。正確にわかっていて決して変わらない場合にだけ使います。</translation>
    </message>
    <message>
        <source>Shortest interval</source>
        <translation>最短の間隔</translation>
    </message>
    <message>
        <source>The shortest time between requests, as a power of 2: 6 is 64 s. Less than 6 may be taken for abuse by servers that are not your own.</source>
        <translation>問い合わせの最短の間隔を 2 の累乗の指数で表します。6 は 64 秒です。6 未満では、他者のサーバーから不正利用とみなされることがあります。</translation>
    </message>
    <message>
        <source>Fewest measurements</source>
        <translation>測定値の最小数</translation>
    </message>
    <message>
        <source>Reckons with so many past measurements at least, against noise. The clock then follows changes more slowly.</source>
        <translation>計算に使う過去の測定値の最小数です。ノイズを抑えますが、時計が変化に追従するのは遅くなります。</translation>
    </message>
    <message>
        <source>Lowest stratum</source>
        <translation>階層の下限</translation>
    </message>
    <message>
        <source>Counts the server as this stratum if it says a lower one, so that others are preferred. For one that is worse than it says.</source>
        <translation>サーバーの申告する階層がこれより小さければ、この階層とみなし、ほかを優先させます。申告より質の悪いサーバー向けです。</translation>
    </message>
    <message>
        <source>Only watched</source>
        <translation>監視のみ</translation>
    </message>
    <message>
        <source>Measures the server but never follows it. To try or watch a server without any effect on the clock.</source>
        <translation>サーバーを測定しますが、同期はしません。時計に影響を与えずにサーバーを試したり監視したりできます。</translation>
    </message>
    <message>
        <source>Certificate not checked</source>
        <translation>証明書を確認しない</translation>
    </message>
    <message>
        <source>Does not check the server&apos;s certificate, so that anybody can pose as the server. Only for tests.</source>
        <translation>サーバーの証明書を確認しないため、誰でもサーバーになりすませます。試験にだけ使います。</translation>
    </message>
    <message>
        <source>Secured by NTS</source>
        <translation>NTS による保護</translation>
    </message>
    <message>
        <source>Makes sure that answers come from this server, unchanged. The server must offer NTS, as a rule on TCP port 4460.</source>
        <translation>応答がこのサーバーから改変されずに届いたことを確かめます。サーバーが NTS を（通常は TCP ポート 4460 で）提供している必要があります。</translation>
    </message>
    <message>
        <source>Port of NTS</source>
        <translation>NTS のポート</translation>
    </message>
    <message>
        <source>The TCP port on which the server hands out the keys of NTS, if it is not 4460.</source>
        <translation>サーバーが NTS の鍵を配布する TCP ポートです。4460 でない場合に指定します。</translation>
    </message>
    <message>
        <source>Offline at first</source>
        <translation>最初はオフライン</translation>
    </message>
    <message>
        <source>Does not ask the server until &quot;chronyc online&quot; is called. For computers that start without a network.</source>
        <translation>「chronyc online」が実行されるまで、サーバーに問い合わせません。ネットワークなしで起動するコンピューター向けです。</translation>
    </message>
    <message>
        <source>Seconds by which what is measured is corrected, against a lasting error of the way. A wrong number makes the clock wrong.</source>
        <translation>測定値を補正する秒数です。経路による一定の誤差を打ち消します。数を誤ると時計が狂います。</translation>
    </message>
    <message>
        <source>Wanted measurements</source>
        <translation>目標の測定値数</translation>
    </message>
    <message>
        <source>How many measurements chrony wants to reckon with; it chooses its intervals by that. A higher number means more requests.</source>
        <translation>chrony が計算に使おうとする測定値の数で、これに合わせて間隔を選びます。大きい数ほど問い合わせが増えます。</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>ポート</translation>
    </message>
    <message>
        <source>The UDP port of the server, if it is not 123. Only for a server that is known to use another one.</source>
        <translation>サーバーの UDP ポートです。123 でない場合に指定します。別のポートを使うとわかっているサーバーにだけ使います。</translation>
    </message>
    <message>
        <source>Replaceable</source>
        <translation>入れ替え可能</translation>
    </message>
    <message>
        <source>Lets ntpd drop this server when there are enough better ones. For pools, mostly.</source>
        <translation>より良いサーバーが十分にあるとき、ntpd がこのサーバーを外せるようにします。主にプール向けです。</translation>
    </message>
    <message>
        <source>Preferred</source>
        <translation>優先</translation>
    </message>
    <message>
        <source>Follows this server rather than others while it works well. For the one that is known to be the best.</source>
        <translation>正常に働いている間は、ほかよりもこのサーバーに同期します。最も良いとわかっているサーバー向けです。</translation>
    </message>
    <message>
        <source>Ask ahead from interval</source>
        <translation>事前に問い合わせる間隔</translation>
    </message>
    <message>
        <source>Sends a request ahead of each measurement if the interval is this long, as a power of 2, or longer. For links that fall asleep.</source>
        <translation>間隔がこの値（2 の累乗の指数）以上なら、測定のたびに前もって問い合わせを送ります。休止状態になる回線向けです。</translation>
    </message>
    <message>
        <source>Required</source>
        <translation>必須</translation>
    </message>
    <message>
        <source>Corrects the clock only while one of the required servers works well. Together with trust, the others cannot mislead it.</source>
        <translation>必須のサーバーのどれかが正常に働いている間だけ、時計を補正します。trust と一緒に使えば、ほかのサーバーに惑わされません。</translation>
    </message>
    <message>
        <source>Always believed</source>
        <translation>常に信用</translation>
    </message>
    <message>
        <source>Believes this server even if all others disagree, so that its errors reach the clock. Hardly ever wanted for a server.</source>
        <translation>ほかのすべてと食い違っていてもこのサーバーを信用するため、その誤りが時計に及びます。サーバーに必要なことはほとんどありません。</translation>
    </message>
    <message>
        <source>Trusted</source>
        <translation>信頼</translation>
    </message>
    <message>
        <source>Believes this server against all others but trusted ones. For a server of your own whose time is known to be right.</source>
        <translation>信頼するもの以外のすべてのサーバーと食い違っていても、このサーバーを信用します。時刻が正しいとわかっている、自分で管理するサーバー向けです。</translation>
    </message>
    <message>
        <source>NTP version</source>
        <translation>NTP のバージョン</translation>
    </message>
    <message>
        <source>The protocol&apos;s version in requests, 4 as a rule. A lower one is for very old servers that do not answer otherwise.</source>
        <translation>問い合わせのプロトコルバージョンで、通常は 4 です。小さい数は、そうしないと応答しない非常に古いサーバー向けです。</translation>
    </message>
    <message>
        <source>Interleaved mode</source>
        <translation>インターリーブモード</translation>
    </message>
    <message>
        <source>Lets the server send more accurate times, each in its next answer. Servers without it answer as usual.</source>
        <translation>サーバーがより正確な時刻を、それぞれ次の応答で送れるようにします。対応していないサーバーは通常どおり応答します。</translation>
    </message>
    <message>
        <source>Random number for the time</source>
        <translation>時刻の代わりに乱数</translation>
    </message>
    <message>
        <source>Sends a random number instead of this computer&apos;s time, so that answers are harder to forge. Good for every server.</source>
        <translation>このコンピューターの時刻の代わりに乱数を送り、応答の偽造を難しくします。すべてのサーバーに適しています。</translation>
    </message>
    <message>
        <source>Eight requests each time</source>
        <translation>毎回 8 回の問い合わせ</translation>
    </message>
    <message>
        <source>Sends eight requests each time instead of one. Only for servers of your own: others may refuse to answer.</source>
        <translation>毎回、1 回ではなく 8 回問い合わせます。自分で管理するサーバーにだけ使ってください。ほかのサーバーは応答を拒否することがあります。</translation>
    </message>
    <message>
        <source>Sends more accurate times, each in the next packet. Only between peers that both have it.</source>
        <translation>より正確な時刻を、それぞれ次のパケットで送ります。双方で指定したピアの間でだけ使います。</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>サーバー</translation>
    </message>
    <message>
        <source>Pool</source>
        <translation>プール</translation>
    </message>
    <message>
        <source>Peer</source>
        <translation>ピア</translation>
    </message>
    <message>
        <source>One server. Of a name with several addresses one is used.</source>
        <translation>1 台のサーバーです。名前に複数のアドレスがあれば、そのうち一つを使います。</translation>
    </message>
    <message>
        <source>A name with many servers behind it, such as pool.ntp.org. Several of them are asked, and replaced when they fail.</source>
        <translation>pool.ntp.org のように、多数のサーバーを表す名前です。そのうち数台に問い合わせ、応答しなくなれば入れ替えます。</translation>
    </message>
    <message>
        <source>An old word that NTPsec reads as server. Use server.</source>
        <translation>NTPsec が server として読む古い語です。server を使ってください。</translation>
    </message>
    <message>
        <source>A computer that takes the time from this one, too. Only between computers of your own; a server line on each is safer.</source>
        <translation>このコンピューターからも時刻を受け取るコンピューターです。自分で管理するコンピューターの間でだけ使います。それぞれに server の行を書く方が安全です。</translation>
    </message>
    <message>
        <source>Not for servers</source>
        <translation>サーバー用ではない</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>what an option does, and its name</comment>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>%1 is for reference clocks or broadcasting and does nothing for a server. Leave it out.</source>
        <translation>%1 は基準時計またはブロードキャスト用で、サーバーには効果がありません。省いてください。</translation>
    </message>
    <message>
        <source>as a power of 2, in seconds</source>
        <comment>unit behind a number</comment>
        <translation>（2 の累乗の指数、秒）</translation>
    </message>
    <message>
        <source>s</source>
        <comment>seconds, behind a number</comment>
        <translation>秒</translation>
    </message>
    <message>
        <source>measurements</source>
        <comment>unit behind a number</comment>
        <translation>個</translation>
    </message>
    <message>
        <source>polls</source>
        <comment>unit behind a number</comment>
        <translation>回</translation>
    </message>
    <message>
        <source>servers</source>
        <comment>unit behind a number</comment>
        <translation>台</translation>
    </message>
</context>
<context>
    <name>OriginWording</name>
    <message>
        <source>%1, line %2</source>
        <comment>a file and a line in it</comment>
        <translation>%1、%2 行目</translation>
    </message>
    <message>
        <source>%1 (the distribution&apos;s own)</source>
        <translation>%1（ディストリビューションの既定）</translation>
    </message>
    <message>
        <source>%1 (handed out by the network, DHCP)</source>
        <translation>%1（ネットワークの DHCP による配布）</translation>
    </message>
    <message>
        <source>%1 uses it at this moment</source>
        <translation>%1 が現在使用中</translation>
    </message>
    <message>
        <source>%1 (a commented default, used when nothing else is set)</source>
        <translation>%1（コメントになっている既定値。ほかに設定がないときに使われます）</translation>
    </message>
    <message>
        <source>in this computer&apos;s files</source>
        <translation>このコンピューターの設定ファイル</translation>
    </message>
    <message>
        <source>by the distribution</source>
        <translation>ディストリビューションの既定</translation>
    </message>
    <message>
        <source>handed out by the network (DHCP)</source>
        <translation>ネットワークからの配布（DHCP）</translation>
    </message>
    <message>
        <source>in no file: added while the program ran</source>
        <translation>ファイルにはなく、実行中に追加</translation>
    </message>
    <message>
        <source>as a default, because nothing else is set</source>
        <translation>ほかに設定がないための既定値</translation>
    </message>
</context>
<context>
    <name>PastedText</name>
    <message>
        <source>&quot;%1&quot; names no server.</source>
        <translation>「%1」にサーバー名がありません。</translation>
    </message>
    <message>
        <source>&quot;%1&quot;: %2 asks servers on port 123 only.</source>
        <translation>「%1」: %2 はポート 123 でしかサーバーに問い合わせません。</translation>
    </message>
</context>
<context>
    <name>PlanWording</name>
    <message>
        <source>The configuration of %1 is shown here, and cannot be changed from here.</source>
        <translation>%1 の設定はここでは表示だけで、変更はできません。</translation>
    </message>
    <message>
        <source>%1 has no configuration: there is no %2. Is it installed?</source>
        <translation>%1 の設定がありません。%2 が見つかりません。インストールされていますか。</translation>
    </message>
    <message>
        <source>%1 could not be read whole, so it is not changed.</source>
        <translation>%1 は全体を読めなかったため、変更しません。</translation>
    </message>
    <message>
        <source>No server is called &quot;%1&quot;. &quot;synchroscopectl servers list&quot; shows them all.</source>
        <translation>「%1」というサーバーはありません。「synchroscopectl servers list」ですべて表示できます。</translation>
    </message>
    <message>
        <source>Several servers are called &quot;%1&quot;. Say which one by its place: %2.</source>
        <translation>「%1」というサーバーは複数あります。場所で指定してください: %2。</translation>
    </message>
    <message>
        <source>%1 is not yours to change: the network or a package writes it, and would write it again.</source>
        <translation>%1 は変更できません。ネットワークかパッケージが書くファイルで、また書き直されます。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not the line of one server. Write it as %2 has it, such as &quot;server ntp.example.org iburst&quot;.</source>
        <translation>「%1」は一つのサーバーの行ではありません。%2 の書き方で、たとえば「server ntp.example.org iburst」のように書いてください。</translation>
    </message>
    <message>
        <source>%1 would be left without any server, and this clock would drift. Name another server with it.</source>
        <translation>%1 にサーバーが一つも残らず、この時計はずれていきます。別のサーバーも一緒に指定してください。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is in force already, and not added again.</source>
        <translation>「%1」はすでに有効なので、もう一度は追加しません。</translation>
    </message>
    <message>
        <source>%1 stays in force: %2 is not the administrator&apos;s file.</source>
        <translation>%1 は有効なまま残ります。%2 は管理者のファイルではありません。</translation>
    </message>
    <message numerus="yes">
        <source>%n source(s) cannot outvote a wrong one: three or more can.</source>
        <translation>
            <numerusform>時刻源が %n 個では、間違った一つを多数決で退けられません。3 個以上あれば退けられます。</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 is left without any server, as asked: this clock will drift.</source>
        <translation>指定どおり、%1 にはサーバーが残りません。この時計はずれていきます。</translation>
    </message>
    <message>
        <source>Nothing changes.</source>
        <translation>何も変わりません。</translation>
    </message>
    <message>
        <source>%1 reads its sources again and runs on; those that stay keep their samples.</source>
        <translation>%1 は動いたまま時刻源を読み直します。残る時刻源の測定値は保たれます。</translation>
    </message>
    <message>
        <source>%1 must be restarted: some seconds without synchronisation, after which it begins anew and may step this clock.</source>
        <translation>%1 の再起動が必要です。数秒間は同期が止まり、その後は最初から始めるため、この時計をステップ補正することがあります。</translation>
    </message>
    <message>
        <source>&quot;%1&quot;: %2</source>
        <comment>a line, a sentence about it</comment>
        <translation>「%1」: %2</translation>
    </message>
    <message>
        <source>%1 runs from %2, which the network&apos;s script writes with servers of its own: changes of other files have no effect as long as it is there. IGNORE_DHCP=yes in /etc/default/ntpsec ends that (--ignore-dhcp in a terminal).</source>
        <translation>%1 は %2 で動いています。これはネットワークのスクリプトが独自のサーバーを入れて書き出すファイルで、これがある間はほかのファイルを変更しても効果がありません。/etc/default/ntpsec に IGNORE_DHCP=yes と書けば使われなくなります（端末では --ignore-dhcp）。</translation>
    </message>
    <message>
        <source>%1 must be restarted: some seconds without synchronisation, after which it begins anew and may step this clock by %2.</source>
        <translation>%1 の再起動が必要です。数秒間は同期が止まり、その後は最初から始めるため、この時計を %2 ステップ補正することがあります。</translation>
    </message>
    <message>
        <source>No server is called &quot;%1&quot;.</source>
        <translation>「%1」という名前のサーバーはありません。</translation>
    </message>
    <message>
        <source>%1 would be left without any server, and this clock would drift. Add another server, or tick the box below.</source>
        <translation>%1 にサーバーが一つもなくなり、この時計はずれていきます。別のサーバーを追加するか、下のチェックボックスをオンにしてください。</translation>
    </message>
    <message>
        <source>%1 runs from %2, which the network&apos;s script writes with servers of its own: changes of other files have no effect as long as it is there. IGNORE_DHCP=yes in /etc/default/ntpsec ends that: tick the box below.</source>
        <translation>%1 は %2 で動いています。これはネットワークのスクリプトが独自のサーバーを入れて書き出すファイルで、これがある間はほかのファイルを変更しても効果がありません。/etc/default/ntpsec に IGNORE_DHCP=yes と書けば使われなくなります。下のチェックボックスをオンにしてください。</translation>
    </message>
    <message>
        <source>%1 must be restarted: some seconds without synchronisation, after which it begins anew. As far as is measured, it will not step this clock.</source>
        <translation>%1 の再起動が必要です。数秒間は同期が止まり、その後は最初から始めます。測定した限りでは、この時計がステップ補正されることはありません。</translation>
    </message>
</context>
<context>
    <name>Problems</name>
    <message>
        <source>%1 The system says: %2.</source>
        <comment>a sentence and a reason</comment>
        <translation>%1システムからの説明: %2。</translation>
    </message>
    <message>
        <source>Type the name or address of a time server, such as ntp.example.org.</source>
        <translation>時刻サーバーの名前かアドレスを入力してください。例: ntp.example.org</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is too long for a server&apos;s name: at most 253 characters, and 63 between two dots.</source>
        <translation>「%1」はサーバー名として長すぎます。全体で 253 文字、ドットの間は 63 文字までです。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is neither a name nor an address. Write it like ntp.example.org, 192.0.2.1 or [2001:db8::1]:123.</source>
        <translation>「%1」は名前でもアドレスでもありません。ntp.example.org、192.0.2.1、[2001:db8::1]:123 のように入力してください。</translation>
    </message>
    <message>
        <source>The port after the colon must be a number from 1 to 65535, not &quot;%1&quot;. Without one, 123 is used.</source>
        <translation>コロンの後のポートは 1 から 65535 までの数でなければなりません（入力: 「%1」）。省略すると 123 が使われます。</translation>
    </message>
    <message>
        <source>There is no port %1: ports go from 1 to 65535. Time servers use 123.</source>
        <translation>ポート %1 はありません。ポートは 1 から 65535 までで、時刻サーバーは 123 を使います。</translation>
    </message>
    <message>
        <source>%1 is watched already.</source>
        <translation>%1 はすでに監視しています。</translation>
    </message>
    <message>
        <source>%1 is not watched, so nothing was changed.</source>
        <translation>%1 は監視していないため、何も変更しませんでした。</translation>
    </message>
    <message>
        <source>No server is watched yet: add one first.</source>
        <translation>監視しているサーバーがまだありません。先に追加してください。</translation>
    </message>
    <message>
        <source>Measuring is paused: resume it first.</source>
        <translation>測定は一時停止中です。先に再開してください。</translation>
    </message>
    <message>
        <source>%1 could not be read.</source>
        <translation>%1 を読み込めませんでした。</translation>
    </message>
    <message>
        <source>%1 has a line that cannot be understood; the rest was read.</source>
        <translation>%1 に理解できない行があります。残りは読み込みました。</translation>
    </message>
    <message>
        <source>%1, %2. The rest was read.</source>
        <comment>file, place and fault</comment>
        <translation>%1、%2。残りは読み込みました。</translation>
    </message>
    <message>
        <source>%1 could not be written, so the change is lost when the program ends. Check that the disk is not full and the folder is yours.</source>
        <translation>%1 に書き込めなかったため、プログラムを終了すると変更は失われます。ディスクに空きがあり、フォルダーが自分のものであることを確認してください。</translation>
    </message>
    <message>
        <source>%1 is damaged, and nothing of it could be read. It is not overwritten: the next change gives it another name.</source>
        <translation>%1 は壊れていて、何も読み取れませんでした。上書きはしません。次に変更するとき、このファイルは別の名前になります。</translation>
    </message>
    <message>
        <source>%1 was written by a newer version of this program, and this one leaves it alone: what is new now is lost when the program ends. Use the newer version again.</source>
        <translation>%1 は新しいバージョンのプログラムが書いたため、このバージョンは変更しません。今回の変更はプログラムを終了すると失われます。新しいバージョンを使ってください。</translation>
    </message>
    <message>
        <source>%1 was damaged. It was renamed to %2, and a new one was begun.</source>
        <translation>%1 は壊れていました。%2 に名前を変え、新しいファイルを作りました。</translation>
    </message>
    <message>
        <source>The history in %1 cannot be written; new measurements are kept until the program ends. Check that the disk is not full and the folder is yours.</source>
        <translation>履歴 %1 に書き込めません。新しい測定値はプログラムを終了するまで保持されます。ディスクに空きがあり、フォルダーが自分のものであることを確認してください。</translation>
    </message>
    <message>
        <source>The answer has a length that no answer can have.</source>
        <translation>応答の長さがありえない値です。</translation>
    </message>
    <message>
        <source>The answer is of another version of the protocol than the request.</source>
        <translation>応答のプロトコルバージョンが問い合わせと異なります。</translation>
    </message>
    <message>
        <source>The answer does not come from a server.</source>
        <translation>応答はサーバーからのものではありません。</translation>
    </message>
    <message>
        <source>The answer does not belong to the request.</source>
        <translation>応答は問い合わせに対応していません。</translation>
    </message>
    <message>
        <source>The answer lacks the server&apos;s time.</source>
        <translation>応答にサーバーの時刻がありません。</translation>
    </message>
    <message>
        <source>The answer says that it was sent before the request arrived.</source>
        <translation>応答では、問い合わせが届く前に送信したことになっています。</translation>
    </message>
    <message>
        <source>The server kept the request for more than 4 s.</source>
        <translation>サーバーが問い合わせを 4 秒より長く抱えていました。</translation>
    </message>
    <message>
        <source>The server says that its clock was last set in the future.</source>
        <translation>サーバーの申告では、その時計が最後に設定されたのは未来の時刻です。</translation>
    </message>
    <message>
        <source>The server says that it may itself be wrong by 16 s or more.</source>
        <translation>サーバーの申告では、自身の時刻が 16 秒以上ずれている可能性があります。</translation>
    </message>
    <message>
        <source>The server says that its clock ticks in steps that no clock has.</source>
        <translation>サーバーの申告する時計の刻みは、ありえない値です。</translation>
    </message>
    <message>
        <source>This computer&apos;s clock was set, or it slept, before the answer came: the answer tells nothing.</source>
        <translation>応答が届く前にこのコンピューターの時計が設定されたか、コンピューターがスリープしました。この応答からは何もわかりません。</translation>
    </message>
    <message>
        <source>By the server&apos;s times the answer took less than no time: its clock and its stamps do not belong together.</source>
        <translation>サーバーの時刻によると、応答にかかった時間が負になります。時計とタイムスタンプが一致していません。</translation>
    </message>
    <message>
        <source>This computer could not send the question: it lacks something for it, or its own firewall forbids it.</source>
        <translation>このコンピューターは問い合わせを送信できませんでした。必要なものが足りないか、自身のファイアウォールが禁止しています。</translation>
    </message>
    <message>
        <source>The server sent a refusal without a reason that can be read.</source>
        <translation>サーバーが拒否しましたが、理由は読み取れません。</translation>
    </message>
    <message>
        <source>The server asks for fewer questions (RATE); they now come at half the rate.</source>
        <translation>サーバーが問い合わせを減らすよう求めています（RATE）。問い合わせの頻度を半分にしました。</translation>
    </message>
    <message>
        <source>The server does not want to be asked by this computer (%1); it is left in peace.</source>
        <translation>サーバーはこのコンピューターからの問い合わせを望んでいません（%1）。もう問い合わせません。</translation>
    </message>
    <message>
        <source>The server refuses with the code %1.</source>
        <translation>サーバーがコード %1 で拒否しました。</translation>
    </message>
    <message>
        <source>No answer. The server may be down, or a firewall may drop NTP (UDP port 123).</source>
        <translation>応答がありません。サーバーが停止しているか、ファイアウォールが NTP（UDP ポート 123）を遮断している可能性があります。</translation>
    </message>
    <message>
        <source>The computer is there, but no time server runs on this port.</source>
        <translation>コンピューターは存在しますが、このポートで時刻サーバーは動いていません。</translation>
    </message>
    <message>
        <source>There is no way to this address from here.</source>
        <translation>ここからこのアドレスへの経路がありません。</translation>
    </message>
    <message>
        <source>The name has no address. Check its spelling and this computer&apos;s network.</source>
        <translation>この名前にはアドレスがありません。綴りとこのコンピューターのネットワークを確認してください。</translation>
    </message>
    <message>
        <source>Not asked: the server sent this computer away earlier.</source>
        <translation>問い合わせていません。以前、サーバーがこのコンピューターを拒否しました。</translation>
    </message>
    <message>
        <source>The server answers, but says that its own clock is not set.</source>
        <translation>サーバーは応答しますが、自身の時計が未設定だと申告しています。</translation>
    </message>
    <message>
        <source>Another change is under way: wait until it has ended.</source>
        <translation>別の変更を行っています。終わるまでお待ちください。</translation>
    </message>
    <message>
        <source>Nothing was changed: the password was not given.</source>
        <translation>何も変更しませんでした。パスワードが入力されませんでした。</translation>
    </message>
    <message>
        <source>Nothing was changed: your user may not do that here. Ask the administrator of this computer.</source>
        <translation>何も変更しませんでした。このユーザーにはその権限がありません。このコンピューターの管理者に頼んでください。</translation>
    </message>
    <message>
        <source>Nothing was changed: a password is needed, and no program runs that could ask for it. Start a polkit agent, or use timedatectl in a terminal.</source>
        <translation>何も変更しませんでした。パスワードが必要ですが、それを尋ねるプログラムが動いていません。polkit エージェントを起動するか、端末で timedatectl を使ってください。</translation>
    </message>
    <message>
        <source>The system could not change it. Try again, or use timedatectl in a terminal.</source>
        <translation>システムが変更できませんでした。もう一度試すか、端末で timedatectl を使ってください。</translation>
    </message>
    <message>
        <source>Nothing was changed: systemd-timedated, which does it, is not available on this computer. Ask the administrator to change it.</source>
        <translation>何も変更しませんでした。変更を行う systemd-timedated がこのコンピューターでは利用できません。管理者に変更を依頼してください。</translation>
    </message>
    <message>
        <source>Whether it was changed is not known: %1, which does it, left without an answer. See what the clock shows now, and try again.</source>
        <translation>変更されたかどうかわかりません。変更を行う %1 が応答せずに終了しました。今の時計の表示を確認し、もう一度試してください。</translation>
    </message>
    <message>
        <source>Nothing was changed: Synchroscope&apos;s helper, which does it as root, is not installed. The commands on the Servers page do the same by hand.</source>
        <translation>何も変更しませんでした。root として変更を行う Synchroscope のヘルパーがインストールされていません。「サーバー」のページのコマンドを使えば、手動で同じことができます。</translation>
    </message>
    <message>
        <source>chronyd could not be asked for what it tells root only.</source>
        <translation>root にしか示さない情報を chronyd に問い合わせることができませんでした。</translation>
    </message>
</context>
<context>
    <name>Quantity</name>
    <message>
        <source>no difference</source>
        <translation>差なし</translation>
    </message>
    <message>
        <source>%1 ahead</source>
        <translation>%1 進み</translation>
    </message>
    <message>
        <source>%1 behind</source>
        <translation>%1 遅れ</translation>
    </message>
    <message>
        <source>%1&#xa0;s</source>
        <comment>seconds</comment>
        <translation>%1&#xa0;秒</translation>
    </message>
    <message>
        <source>%1&#xa0;min</source>
        <comment>minutes</comment>
        <translation>%1&#xa0;分</translation>
    </message>
    <message>
        <source>%1&#xa0;h</source>
        <comment>hours</comment>
        <translation>%1&#xa0;時間</translation>
    </message>
    <message>
        <source>%1 %2&#xa0;min</source>
        <comment>hours with their unit, and minutes</comment>
        <translation>%1&#xa0;%2&#xa0;分</translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n 日</numerusform>
        </translation>
    </message>
    <message>
        <source>just now</source>
        <translation>たった今</translation>
    </message>
    <message>
        <source>%1 ago</source>
        <translation>%1前</translation>
    </message>
    <message>
        <source>%1&#xa0;ppm slow</source>
        <translation>%1&#xa0;ppm 遅い</translation>
    </message>
    <message>
        <source>%1&#xa0;ppm fast</source>
        <translation>%1&#xa0;ppm 速い</translation>
    </message>
</context>
<context>
    <name>SelectionWording</name>
    <message>
        <source>counted</source>
        <translation>採用</translation>
    </message>
    <message>
        <source>confirms</source>
        <translation>裏付け</translation>
    </message>
    <message>
        <source>contradicts the others</source>
        <translation>ほかと食い違う</translation>
    </message>
    <message>
        <source>disputed</source>
        <translation>対立</translation>
    </message>
    <message>
        <source>not confirmed</source>
        <translation>裏付けなし</translation>
    </message>
    <message>
        <source>no answer yet</source>
        <translation>まだ応答なし</translation>
    </message>
    <message>
        <source>silent now</source>
        <translation>現在応答なし</translation>
    </message>
    <message>
        <source>clock not set</source>
        <translation>時計が未設定</translation>
    </message>
    <message>
        <source>too far</source>
        <translation>誤差過大</translation>
    </message>
    <message>
        <source>unsteady</source>
        <translation>不安定</translation>
    </message>
    <message>
        <source>asked twice</source>
        <translation>重複</translation>
    </message>
    <message>
        <source>this computer</source>
        <translation>このコンピューター</translation>
    </message>
    <message>
        <source>No majority contradicts it: it is counted into the result.</source>
        <translation>これと食い違う多数派はありません。結果に採用されています。</translation>
    </message>
    <message>
        <source>Agrees with the majority and is much less exact than the best: it confirms the result, and is not counted into it.</source>
        <translation>多数派と一致していますが、最良のものよりはるかに不正確です。結果を裏付けますが、採用はされません。</translation>
    </message>
    <message>
        <source>Agrees with the majority, and its answers scatter so much that the result is better without them: it only confirms it.</source>
        <translation>多数派と一致していますが、応答のばらつきが大きく、ない方が結果は良くなります。裏付けにだけ使われます。</translation>
    </message>
    <message>
        <source>Contradicts the others, which agree: its clock is wrong, or the way to it misleads. If that stays so, choose another server in its place.</source>
        <translation>互いに一致しているほかのサーバーと食い違っています。その時計が誤っているか、経路が惑わせています。続くようなら、別のサーバーに替えてください。</translation>
    </message>
    <message>
        <source>Servers contradict each other, and no majority decides about this one: it may be wrong. More servers would decide it.</source>
        <translation>サーバーが互いに食い違っており、これについて多数派の判断がありません。誤っているかもしれません。サーバーを増やせば決まります。</translation>
    </message>
    <message>
        <source>A local device, which says nothing of how right it is, and no server confirms it. Three servers beside it would.</source>
        <translation>手元の装置です。どれだけ正しいかは自分では示さず、裏付けるサーバーもありません。サーバーを 3 台加えれば裏付けられます。</translation>
    </message>
    <message>
        <source>Says itself that it does not know the time. If that stays so, choose another server.</source>
        <translation>正しい時刻がわからないと自ら申告しています。続くようなら、別のサーバーを選んでください。</translation>
    </message>
    <message>
        <source>Too many servers lie between it and a reference clock. Choose another server.</source>
        <translation>基準時計との間のサーバーが多すぎます。別のサーバーを選んでください。</translation>
    </message>
    <message>
        <source>May be more than three seconds wrong by its own word, its way and its last answer&apos;s age: too much to count. Choose a nearer server.</source>
        <translation>自身の申告、経路、最後の応答の古さから、3 秒を超えて誤っている可能性があり、採用できません。もっと近いサーバーを選んでください。</translation>
    </message>
    <message>
        <source>Its answers scatter by more than a second. Where those of other servers do so too, look at this computer&apos;s network; else choose another server.</source>
        <translation>応答が 1 秒を超えてばらついています。ほかのサーバーも同じなら、このコンピューターのネットワークを調べてください。そうでなければ別のサーバーを選んでください。</translation>
    </message>
    <message>
        <source>The same server is asked under another name or address too, and counts once. One of the two can go, unless its two ways are to be compared.</source>
        <translation>同じサーバーに別の名前かアドレスでも問い合わせており、一度だけ数えます。二つの経路を比べるのでなければ、どちらかは不要です。</translation>
    </message>
    <message>
        <source>It is this computer, and reads the very clock that is to be judged. Choose another server.</source>
        <translation>これはこのコンピューター自身で、判定すべき時計そのものを読んでいます。別のサーバーを選んでください。</translation>
    </message>
    <message>
        <source>By IPv4 and IPv6 %1 tells times that differ by %2 %3: at least %4 of path asymmetry. One of the two ways is slower one way than back.</source>
        <comment>server, difference, ± error, at least</comment>
        <translation>%1 は IPv4 と IPv6 とで %2 %3 異なる時刻を示します。経路の非対称が少なくとも %4 あります。どちらかの経路は行きと帰りの速さが違います。</translation>
    </message>
    <message>
        <source>%1 and %2 agree, and yet differ by %3 %4: at least %5 of path asymmetry, unless one of their clocks is off by that.</source>
        <comment>server, server, difference, ± error, at least</comment>
        <translation>%1 と %2 は一致していますが、%3 %4 異なります。どちらかの時計がそれだけずれているのでなければ、経路の非対称が少なくとも %5 あります。</translation>
    </message>
    <message>
        <source>No answer of it counts so far, since the program began or this computer woke up: it has no vote.</source>
        <translation>プログラムの開始後、またはこのコンピューターの復帰後、まだ使える応答がありません。そのため多数決には加わりません。</translation>
    </message>
    <message>
        <source>Gives no answer that can be used now: until it does, it has no vote.</source>
        <translation>今は使える応答がありません。応答があるまで多数決には加わりません。</translation>
    </message>
</context>
<context>
    <name>ServerRows</name>
    <message>
        <source>not running</source>
        <translation>停止中</translation>
    </message>
    <message>
        <source>The time service does not run, so nothing is in effect.</source>
        <translation>時刻サービスが動いていないため、何も反映されていません。</translation>
    </message>
    <message>
        <source>%1 names this server itself.</source>
        <translation>%1 自身がこのサーバーを認識しています。</translation>
    </message>
    <message>
        <source>still %1</source>
        <comment>in effect though it is in no file any more: used</comment>
        <translation>%1（残存）</translation>
    </message>
    <message>
        <source>Its files do not, so it will go at the next restart.</source>
        <translation>設定ファイルにはもうないため、次の再起動でなくなります。</translation>
    </message>
    <message>
        <source>used</source>
        <comment>its time is counted</comment>
        <translation>使用中</translation>
    </message>
    <message>
        <source>not told</source>
        <translation>不明</translation>
    </message>
    <message>
        <source>%1 does not tell which servers it has.</source>
        <translation>%1 はどのサーバーを使っているかを示しません。</translation>
    </message>
    <message>
        <source>not in effect yet</source>
        <translation>未反映</translation>
    </message>
    <message>
        <source>Its files name this server and %1 does not: it has not read them since they were changed.</source>
        <translation>設定ファイルにはこのサーバーがありますが、%1 は認識していません。変更後のファイルをまだ読んでいません。</translation>
    </message>
    <message>
        <source>own file%1</source>
        <comment>of this program; then a colon and the line</comment>
        <translation>専用ファイル%1</translation>
    </message>
    <message>
        <source>DHCP: %1</source>
        <comment>a file and line</comment>
        <translation>DHCP: %1</translation>
    </message>
    <message>
        <source>built-in default</source>
        <translation>組み込みの既定値</translation>
    </message>
    <message>
        <source>new, will not be added</source>
        <translation>新規、追加しない</translation>
    </message>
    <message>
        <source>own file, new</source>
        <translation>専用ファイル、新規</translation>
    </message>
    <message>
        <source>ntp.conf, new</source>
        <translation>ntp.conf、新規</translation>
    </message>
    <message>
        <source>%1, will be removed</source>
        <comment>a file and line</comment>
        <translation>%1、削除予定</translation>
    </message>
    <message>
        <source>%1, will no longer count</source>
        <comment>a file and line</comment>
        <translation>%1、無効になる予定</translation>
    </message>
    <message>
        <source>%1, will be commented out</source>
        <comment>a file and line</comment>
        <translation>%1、コメントにする予定</translation>
    </message>
    <message>
        <source>%1, will be switched on</source>
        <comment>a file and line</comment>
        <translation>%1、オンにする予定</translation>
    </message>
    <message>
        <source>%1, changed</source>
        <comment>a file and line</comment>
        <translation>%1、変更あり</translation>
    </message>
    <message>
        <source>%1, switched off</source>
        <comment>a file and line</comment>
        <translation>%1、オフ</translation>
    </message>
    <message>
        <source>%1, fallback</source>
        <comment>a file and line</comment>
        <translation>%1、フォールバック</translation>
    </message>
    <message>
        <source>%1, not in force</source>
        <comment>a file and line</comment>
        <translation>%1、無効</translation>
    </message>
    <message>
        <source>New: it stands in no file yet.</source>
        <translation>新規です。まだどのファイルにもありません。</translation>
    </message>
    <message>
        <source>Whatever manages the network has it written: %1</source>
        <comment>scripts</comment>
        <translation>ネットワークを管理するプログラムのスクリプトが書き出します: %1</translation>
    </message>
    <message>
        <source>It is not the administrator&apos;s file, so it is not changed here.</source>
        <translation>管理者のファイルではないため、ここでは変更しません。</translation>
    </message>
    <message>
        <source>Another file takes it back.</source>
        <translation>別のファイルによって取り消されています。</translation>
    </message>
    <message>
        <source>It is asked only while no other server is known.</source>
        <translation>ほかに既知のサーバーがない間だけ問い合わせます。</translation>
    </message>
    <message>
        <source>On the disk: %1</source>
        <comment>a line</comment>
        <translation>ディスク上: %1</translation>
    </message>
    <message>
        <source>a local device, cannot be asked</source>
        <translation>手元の装置、問い合わせ不可</translation>
    </message>
    <message>
        <source>%1, line %2. Reference clocks are not changed here.</source>
        <translation>%1、%2 行目。基準時計はここでは変更しません。</translation>
    </message>
    <message>
        <source>%1 names the members of its pools by their addresses alone. This is the best of those that no other line names: %2.</source>
        <comment>a time service, an address</comment>
        <translation>%1 はプールの各サーバーをアドレスだけで示します。これは、ほかの行が指定していないもののうち最良のサーバーです: %2。</translation>
    </message>
    <message>
        <source>fallback, not asked now</source>
        <translation>フォールバック、現在は使用せず</translation>
    </message>
    <message>
        <source>%1 asks it only while no other server is known.</source>
        <translation>%1 がこれに問い合わせるのは、ほかのサーバーがわからないときだけです。</translation>
    </message>
</context>
<context>
    <name>SourceFacts</name>
    <message>
        <source>Frequency</source>
        <translation>周波数</translation>
    </message>
    <message>
        <source>How this computer&apos;s oscillator runs against the server, before any service corrects it. 1 ppm is 86 ms a day.</source>
        <translation>時刻サービスが補正する前の、サーバーに対するこのコンピューターの発振器の進み方です。1 ppm は 1 日に 86 ms に相当します。</translation>
    </message>
    <message>
        <source>This clock is</source>
        <translation>この時計は</translation>
    </message>
    <message>
        <source>Bound</source>
        <translation>誤差の上限</translation>
    </message>
    <message>
        <source>Shortest round trip</source>
        <translation>最短の往復遅延</translation>
    </message>
    <message numerus="yes">
        <source>Of the last %n answer(s).</source>
        <translation>
            <numerusform>直近 %n 回の応答のうち。</numerusform>
        </translation>
    </message>
    <message>
        <source>Jitter</source>
        <translation>ジッター</translation>
    </message>
    <message>
        <source>How much the answers differ from the best one.</source>
        <translation>最良の応答に対する各応答のばらつきです。</translation>
    </message>
    <message>
        <source>Reach</source>
        <translation>到達性</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n question(s) answered since the program started.</source>
        <translation>
            <numerusform>プログラムの起動から %n 回問い合わせ、%1 回応答がありました。</numerusform>
        </translation>
    </message>
    <message>
        <source>Next question in %1.</source>
        <translation>次の問い合わせまで %1。</translation>
    </message>
    <message>
        <source>Asked every</source>
        <translation>問い合わせの間隔</translation>
    </message>
    <message>
        <source>Stratum</source>
        <translation>階層</translation>
    </message>
    <message>
        <source>It is set by a reference clock: %1.</source>
        <translation>基準時計に直接同期しています: %1。</translation>
    </message>
    <message>
        <source>So many steps from a reference clock. Its own source is %1.</source>
        <translation>基準時計からの段数です。サーバー自身の時刻源は %1 です。</translation>
    </message>
    <message>
        <source>The server claims</source>
        <translation>サーバーの申告</translation>
    </message>
    <message>
        <source>Its own distance from universal time: half of %1 round trip to its reference, and %2 beside.</source>
        <translation>協定世界時に対するサーバー自身の不確かさ: 基準時計までの往復遅延 %1 の半分と、ほかに %2。</translation>
    </message>
    <message>
        <source>Time stamps</source>
        <translation>タイムスタンプ</translation>
    </message>
    <message>
        <source>by the kernel</source>
        <translation>カーネルによる</translation>
    </message>
    <message>
        <source>Noted when the packets left and arrived.</source>
        <translation>パケットの送受信の瞬間に記録されました。</translation>
    </message>
    <message>
        <source>by this program</source>
        <translation>このプログラムによる</translation>
    </message>
    <message>
        <source>Late by however long it waited for the processor.</source>
        <translation>プロセッサーの順番を待った分だけ遅れます。</translation>
    </message>
    <message>
        <source>Leap second</source>
        <translation>うるう秒</translation>
    </message>
    <message>
        <source>one is announced</source>
        <translation>予告されています</translation>
    </message>
    <message>
        <source>The last minute of this month&apos;s last day has 61 seconds.</source>
        <translation>今月末日の最後の 1 分は 61 秒です。</translation>
    </message>
    <message>
        <source>The last minute of this month&apos;s last day has 59 seconds.</source>
        <translation>今月末日の最後の 1 分は 59 秒です。</translation>
    </message>
    <message>
        <source>What is happening</source>
        <translation>現在の状況</translation>
    </message>
    <message>
        <source>%1, with a round trip of %2.</source>
        <comment>offset, delay</comment>
        <translation>%1、往復遅延 %2。</translation>
    </message>
    <message>
        <source>Last answer</source>
        <translation>最後の応答</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>サーバー</translation>
    </message>
    <message>
        <source>No address known.</source>
        <translation>アドレスが不明です。</translation>
    </message>
    <message>
        <source>Its address is %1.</source>
        <translation>アドレスは %1 です。</translation>
    </message>
    <message>
        <source>What %1 makes of it</source>
        <translation>%1 の判断</translation>
    </message>
    <message>
        <source>Offset by %1</source>
        <translation>%1 によるオフセット</translation>
    </message>
    <message>
        <source>%1, as %2 reckons.</source>
        <comment>bound, program</comment>
        <translation>%2 の計算で %1。</translation>
    </message>
    <message>
        <source>Estimate by %1</source>
        <translation>%1 の推定</translation>
    </message>
    <message numerus="yes">
        <source>%1, from %n sample(s) over %2.</source>
        <comment>bound, span</comment>
        <translation>
            <numerusform>%1。%2間の %n 個のサンプルによります。</numerusform>
        </translation>
    </message>
    <message>
        <source>Standard deviation</source>
        <translation>標準偏差</translation>
    </message>
    <message>
        <source>How far its samples scatter around their straight line.</source>
        <translation>サンプルが回帰直線からどれだけばらつくか。</translation>
    </message>
    <message>
        <source>Residual frequency</source>
        <translation>残留周波数</translation>
    </message>
    <message>
        <source>How this clock, corrected as it is now, gains on the source.</source>
        <translation>現在の補正のもとで、この時計が時刻源に対して進む速さ。</translation>
    </message>
    <message>
        <source>Last sample of %1</source>
        <translation>%1 の最後のサンプル</translation>
    </message>
    <message>
        <source>In %1&apos;s polls.</source>
        <translation>%1 の問い合わせに対して。</translation>
    </message>
    <message>
        <source>Polled every</source>
        <translation>問い合わせの間隔</translation>
    </message>
    <message>
        <source>Reference clock</source>
        <translation>基準時計</translation>
    </message>
    <message>
        <source>A local device. It cannot be asked, and it bounds only its own error: how right it is, servers must say.</source>
        <translation>手元の装置です。問い合わせることはできず、装置自身の誤差しか保証しません。どれだけ正しいかはサーバーが示します。</translation>
    </message>
    <message>
        <source>Reads</source>
        <translation>読み取り元</translation>
    </message>
    <message>
        <source>Configured</source>
        <translation>設定元</translation>
    </message>
    <message>
        <source>Process</source>
        <translation>プロセス</translation>
    </message>
    <message>
        <source>not seen</source>
        <translation>見えません</translation>
    </message>
    <message>
        <source>It belongs to another part of this computer, such as the host of a container, or it has ended.</source>
        <translation>コンテナーのホストなど、このコンピューターの別の部分のものか、すでに終了しています。</translation>
    </message>
    <message>
        <source>%1, in a container.</source>
        <comment>program</comment>
        <translation>%1、コンテナーの中。</translation>
    </message>
    <message>
        <source>Runs since</source>
        <translation>開始時刻</translation>
    </message>
    <message>
        <source>systemd unit</source>
        <translation>systemd ユニット</translation>
    </message>
    <message>
        <source>%1, changed %2</source>
        <comment>file, time</comment>
        <translation>%1、変更 %2</translation>
    </message>
    <message>
        <source>Saved, not in effect: it runs with what it read at %1. Restart it.</source>
        <translation>保存されていますが、有効ではありません。%1 に読み込んだ内容で動いています。再起動してください。</translation>
    </message>
    <message>
        <source>In effect: read at %1, and not changed since.</source>
        <translation>有効です。%1 に読み込まれ、その後変更されていません。</translation>
    </message>
    <message>
        <source>Files read</source>
        <translation>読み込んだファイル</translation>
    </message>
    <message>
        <source>Corrects this clock</source>
        <translation>この時計を補正</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>はい</translation>
    </message>
    <message>
        <source>not now</source>
        <translation>今はしていません</translation>
    </message>
    <message>
        <source>It may, and follows no source.</source>
        <translation>補正できますが、どの時刻源にも同期していません。</translation>
    </message>
    <message>
        <source>no</source>
        <translation>いいえ</translation>
    </message>
    <message>
        <source>It has no right to set the clock.</source>
        <translation>時計を設定する権限がありません。</translation>
    </message>
    <message>
        <source>It was told to leave the clock alone (-x).</source>
        <translation>時計に触れないよう指示されています（-x）。</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>不明</translation>
    </message>
    <message>
        <source>Against what it holds for the time; it is being corrected.</source>
        <translation>サービスが正しいとみなす時刻に対する値で、補正中です。</translation>
    </message>
    <message>
        <source>Last update</source>
        <translation>最後の更新</translation>
    </message>
    <message>
        <source>Usual offset</source>
        <translation>通常のオフセット</translation>
    </message>
    <message>
        <source>Root mean square of the offsets at its updates.</source>
        <translation>更新時のオフセットの二乗平均平方根です。</translation>
    </message>
    <message>
        <source>How this computer&apos;s clock would run without correction.</source>
        <translation>補正がない場合の、このコンピューターの時計の進み方です。</translation>
    </message>
    <message>
        <source>Half of %1 root delay, and %2 root dispersion.</source>
        <translation>ルート遅延 %1 の半分と、ルート分散 %2 です。</translation>
    </message>
    <message>
        <source>%1 online</source>
        <comment>number of sources</comment>
        <translation>オンライン %1</translation>
    </message>
    <message>
        <source>%1 offline</source>
        <comment>number of sources</comment>
        <translation>オフライン %1</translation>
    </message>
    <message>
        <source>%1 without an address</source>
        <comment>number of sources</comment>
        <translation>アドレスなし %1</translation>
    </message>
    <message>
        <source>Sources</source>
        <translation>時刻源</translation>
    </message>
    <message>
        <source>Those that are offline it was told not to ask.</source>
        <translation>オフラインのものには問い合わせないよう指示されています。</translation>
    </message>
    <message>
        <source>Hardware clock</source>
        <translation>ハードウェアクロック</translation>
    </message>
    <message numerus="yes">
        <source>Measured %1, from %n sample(s); it runs %2.</source>
        <comment>age, frequency</comment>
        <translation>
            <numerusform>%1に %n 個のサンプルから測定。進み方は %2。</numerusform>
        </translation>
    </message>
    <message>
        <source>Served time</source>
        <translation>配信する時刻</translation>
    </message>
    <message>
        <source>not smoothed now</source>
        <translation>現在は平滑化なし</translation>
    </message>
    <message>
        <source>smoothed over leap seconds</source>
        <translation>うるう秒を平滑化</translation>
    </message>
    <message>
        <source>smoothed</source>
        <translation>平滑化中</translation>
    </message>
    <message>
        <source>It lies %1 from the true time, and will be there in %2.</source>
        <comment>span, wait</comment>
        <translation>真の時刻から %1 離れており、%2後に一致します。</translation>
    </message>
    <message>
        <source>What it does</source>
        <translation>動作</translation>
    </message>
    <message>
        <source>Whose it is</source>
        <translation>所属</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>プログラム</translation>
    </message>
    <message>
        <source>Its version is not known.</source>
        <translation>バージョンは不明です。</translation>
    </message>
    <message>
        <source>Version %1.</source>
        <translation>バージョン %1。</translation>
    </message>
    <message>
        <source>Asked at</source>
        <translation>問い合わせ先</translation>
    </message>
    <message>
        <source>Last heard %1.</source>
        <translation>最後の応答は %1です。</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>address, state</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Servers</source>
        <translation>サーバー</translation>
    </message>
    <message>
        <source>Pool</source>
        <translation>プール</translation>
    </message>
    <message>
        <source>A name with several addresses: %1 takes some of them, and another in place of one that fails.</source>
        <translation>複数のアドレスを持つ名前です。%1 はその一部を使い、応答しないものは別のアドレスに置き換えます。</translation>
    </message>
    <message>
        <source>What these are</source>
        <translation>これらについて</translation>
    </message>
    <message>
        <source>servers that only Synchroscope asks</source>
        <translation>Synchroscope だけが問い合わせるサーバー</translation>
    </message>
    <message>
        <source>They are compared with this clock, and do not correct it.</source>
        <translation>この時計と比較するだけで、補正はしません。</translation>
    </message>
    <message>
        <source>Forged or repeated answers</source>
        <translation>偽造または再送された応答</translation>
    </message>
    <message>
        <source>Did not carry the random number of the question, and were ignored. Somebody may be guessing, or sending old answers again.</source>
        <translation>問い合わせの乱数を含んでいなかったため無視しました。誰かが推測しているか、古い応答を再び送っているのかもしれません。</translation>
    </message>
    <message>
        <source>Answers that came twice</source>
        <translation>二度届いた応答</translation>
    </message>
    <message>
        <source>The first one counts. A network or somebody in it sends them again.</source>
        <translation>最初のものを使います。ネットワークまたはその中の誰かが再び送っています。</translation>
    </message>
    <message>
        <source>Answers that came too late</source>
        <translation>遅すぎた応答</translation>
    </message>
    <message>
        <source>Nobody was waiting for them any more.</source>
        <translation>待つのをやめた後に届きました。</translation>
    </message>
    <message>
        <source>Damaged packets</source>
        <translation>壊れたパケット</translation>
    </message>
    <message>
        <source>Were too short, or not as long as an answer can be, and were ignored.</source>
        <translation>短すぎるか、応答としてありえない長さだったため無視しました。</translation>
    </message>
    <message>
        <source>Packets of another kind</source>
        <translation>別種のパケット</translation>
    </message>
    <message>
        <source>Were no server&apos;s answer in the version that was asked for, and were ignored.</source>
        <translation>要求したバージョンの、サーバーからの応答ではなかったため無視しました。</translation>
    </message>
    <message>
        <source>Impossible round trips</source>
        <translation>ありえない往復遅延</translation>
    </message>
    <message>
        <source>Took less than no time by the server&apos;s own stamps, which cannot be true. They were not used.</source>
        <translation>サーバー自身のタイムスタンプによると往復遅延が負になり、ありえません。使いませんでした。</translation>
    </message>
    <message>
        <source>Among the servers</source>
        <translation>サーバーの中での扱い</translation>
    </message>
    <message>
        <source>Uneven path</source>
        <translation>非対称な経路</translation>
    </message>
    <message>
        <source>Error against this server</source>
        <translation>このサーバーに対する誤差</translation>
    </message>
    <message>
        <source>The network can hide no more: half of the round trip, what the stamps may err, and the answers&apos; age.</source>
        <translation>ネットワークが隠せるのはここまでです。往復遅延の半分、タイムスタンプの誤差、応答の古さからなります。</translation>
    </message>
    <message>
        <source>Error against UTC, as it claims</source>
        <translation>UTC に対する誤差（サーバーの申告）</translation>
    </message>
    <message>
        <source>If the server is right about itself: %1 of it are its own claim.</source>
        <translation>サーバーの申告が正しい場合です。このうち %1 はサーバー自身の申告です。</translation>
    </message>
    <message>
        <source>The offset is taken from</source>
        <translation>オフセットの求め方</translation>
    </message>
    <message>
        <source>Which of the answers the offset comes from: not all are equally good.</source>
        <translation>オフセットをどの応答から求めたかです。応答の良し悪しはそれぞれ異なります。</translation>
    </message>
    <message>
        <source>Whether %1 goes by this source, and if not, why.</source>
        <comment>a time service</comment>
        <translation>%1 がこの時刻源に従っているか、従っていなければその理由です。</translation>
    </message>
    <message>
        <source>Where this source is named, and so where it can be changed or taken out.</source>
        <translation>この時刻源が指定されている場所、つまり変更したり取り除いたりできる場所です。</translation>
    </message>
    <message>
        <source>What this program does about this server at the moment, and what it waits for.</source>
        <translation>このプログラムが今このサーバーに対して何をしていて、何を待っているかです。</translation>
    </message>
    <message>
        <source>As which the system starts it: the name for systemctl and journalctl.</source>
        <translation>システムがこれを起動する際の名前で、systemctl や journalctl で使います。</translation>
    </message>
    <message>
        <source>The files in which its configuration stands.</source>
        <translation>設定が書かれているファイルです。</translation>
    </message>
    <message>
        <source>It follows a source and keeps this clock to it.</source>
        <translation>時刻源に同期し、この時計をそれに合わせています。</translation>
    </message>
    <message>
        <source>It does not tell, and its rights cannot be seen.</source>
        <translation>自らは知らせず、権限も確認できません。</translation>
    </message>
    <message>
        <source>When it last corrected this clock by an answer of its source.</source>
        <translation>時刻源の応答によって、この時計を最後に補正した時です。</translation>
    </message>
    <message>
        <source>Several programs of this kind run here; this tells them apart.</source>
        <translation>同じ種類のプログラムが複数動いており、これで区別します。</translation>
    </message>
</context>
<context>
    <name>SourceWording</name>
    <message>
        <source>answers</source>
        <translation>応答あり</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>応答なし</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>拒否</translation>
    </message>
    <message>
        <source>unreachable</source>
        <translation>到達不能</translation>
    </message>
    <message>
        <source>name not found</source>
        <translation>名前が見つかりません</translation>
    </message>
    <message>
        <source>sent us away</source>
        <translation>拒絶されました</translation>
    </message>
    <message>
        <source>asked too often</source>
        <translation>問い合わせが多すぎます</translation>
    </message>
    <message>
        <source>clock not set</source>
        <translation>時計が未設定</translation>
    </message>
    <message>
        <source>bad answer</source>
        <translation>不正な応答</translation>
    </message>
    <message>
        <source>Asked again in %1.</source>
        <translation>次の問い合わせまで %1。</translation>
    </message>
    <message>
        <source>%1 This has lasted %2.</source>
        <comment>a sentence; a span of time</comment>
        <translation>%1この状態が %2続いています。</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>two sentences</comment>
        <translation>%1%2</translation>
    </message>
    <message>
        <source>Answers; the kernel gave no time stamps, so this is less exact.</source>
        <translation>応答があります。カーネルのタイムスタンプが得られないため、精度は下がります。</translation>
    </message>
    <message numerus="yes">
        <source>Answered %n time(s); from 3 on, its frequency is known too.</source>
        <translation>
            <numerusform>%n 回応答がありました。3 回以上になると周波数もわかります。</numerusform>
        </translation>
    </message>
    <message>
        <source>Answers in %1.</source>
        <translation>応答まで %1。</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>一時停止中</translation>
    </message>
    <message>
        <source>looking up</source>
        <translation>名前を検索中</translation>
    </message>
    <message>
        <source>asking</source>
        <translation>問い合わせ中</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>待機中</translation>
    </message>
    <message>
        <source>Choose &quot;Ask again&quot; if you know that it may be asked.</source>
        <translation>問い合わせてよいとわかっている場合は「もう一度問い合わせ」を選んでください。</translation>
    </message>
    <message>
        <source>Paused: it is not asked.</source>
        <translation>一時停止中のため、問い合わせません。</translation>
    </message>
    <message>
        <source>Waits to be polite: this address was asked a moment ago.</source>
        <translation>このアドレスには少し前に問い合わせたため、待っています。</translation>
    </message>
    <message>
        <source>Its name is being looked up.</source>
        <translation>名前を検索しています。</translation>
    </message>
    <message>
        <source>The first question is under way.</source>
        <translation>最初の問い合わせの応答を待っています。</translation>
    </message>
    <message>
        <source>The first question is about to be sent.</source>
        <translation>まもなく最初の問い合わせを送ります。</translation>
    </message>
    <message>
        <source>not asked yet</source>
        <translation>まだ問い合わせていません</translation>
    </message>
    <message>
        <source>answered %1 of the last %2</source>
        <translation>直近 %2 回のうち %1 回応答</translation>
    </message>
    <message>
        <source>the answer with the smallest error bound, as it was</source>
        <translation>誤差の上限が最も小さい応答、そのまま</translation>
    </message>
    <message>
        <source>a straight line through the latest answers, in which those with a short round trip weigh most</source>
        <translation>最近の応答を通る直線。往復遅延の短い応答ほど重く扱います</translation>
    </message>
    <message>
        <source>a straight line through the latest answers, less what packets that were held up on one way had put into them</source>
        <translation>最近の応答を通る直線から、片道で待たされたパケットの影響を除いたもの</translation>
    </message>
    <message>
        <source>± is what the answers&apos; scatter leaves open, with 99.95&#xa0;% confidence.</source>
        <translation>± は応答のばらつきによる不確かさです（信頼度 99.95&#xa0;%）。</translation>
    </message>
    <message>
        <source>What the answers&apos; scatter leaves open is known from three answers on.</source>
        <translation>応答のばらつきによる不確かさは、応答が 3 つ以上あるとわかります。</translation>
    </message>
    <message>
        <source>The answers are too few, or lie too far apart, for their scatter to tell more than the bounds do.</source>
        <translation>応答が少なすぎるか、間隔が空きすぎているため、ばらつきからは誤差の上限以上のことはわかりません。</translation>
    </message>
    <message>
        <source>%1 at most</source>
        <comment>bound of an error</comment>
        <translation>最大 %1</translation>
    </message>
</context>
<context>
    <name>StatisticsFacts</name>
    <message>
        <source>%1, %2, %3</source>
        <comment>three spans, each larger than the one before</comment>
        <translation>%1、%2、%3</translation>
    </message>
    <message>
        <source>%1 of %2 (%3&#xa0;%)</source>
        <comment>lost, asked, percent</comment>
        <translation>%2 回中 %1 回（%3&#xa0;%）</translation>
    </message>
    <message>
        <source>Lost lately</source>
        <translation>最近の損失</translation>
    </message>
    <message>
        <source>Lost</source>
        <translation>損失</translation>
    </message>
    <message>
        <source>Frequency</source>
        <translation>周波数</translation>
    </message>
    <message>
        <source>How this computer&apos;s oscillator runs against the server, from a straight line through all answers; 1 ppm is 86 ms a day.</source>
        <translation>このコンピューターの発振器のサーバーに対する進み方。すべての応答を通る直線から求めます。1 ppm は 1 日に 86 ms です。</translation>
    </message>
    <message>
        <source>Frequency without outliers</source>
        <translation>外れ値を除いた周波数</translation>
    </message>
    <message>
        <source>The middle of the rates between all pairs of answers; it is shown because it differs from the straight line&apos;s, which a few wild answers can bend.</source>
        <translation>すべての応答の組から求めた速さの中央値。少数の乱れた応答で曲がりうる直線の値と異なるため、示しています。</translation>
    </message>
    <message>
        <source>Middle offset</source>
        <translation>オフセットの中央値</translation>
    </message>
    <message>
        <source>The median: half of the answers put this clock further ahead, half further behind.</source>
        <translation>半分の応答ではこの時計がこれより進み、残りの半分では遅れています。</translation>
    </message>
    <message>
        <source>Typical distance</source>
        <translation>典型的な隔たり</translation>
    </message>
    <message>
        <source>Half of the offsets lie no further from the middle one.</source>
        <translation>オフセットの半分は、中央値からの隔たりがこれ以下です。</translation>
    </message>
    <message>
        <source>Robust deviation</source>
        <translation>頑健な偏差</translation>
    </message>
    <message>
        <source>What the standard deviation would be without outliers: the typical distance times 1.4826.</source>
        <translation>外れ値がない場合の標準偏差に相当します。典型的な隔たりの 1.4826 倍です。</translation>
    </message>
    <message>
        <source>Middle half</source>
        <translation>中央の半分</translation>
    </message>
    <message>
        <source>Half of the offsets, those in the middle, lie within a span of this length.</source>
        <translation>中央にある半分のオフセットは、この長さの範囲に収まります。</translation>
    </message>
    <message>
        <source>Distance of 50, 95, 99 %</source>
        <translation>50、95、99 % の隔たり</translation>
    </message>
    <message>
        <source>So many of 100 offsets lie no further from the middle one.</source>
        <translation>オフセット 100 個のうちこれだけが、中央値からその隔たり以内にあります。</translation>
    </message>
    <message>
        <source>Round trip of 50, 95, 99 %</source>
        <translation>50、95、99 % の往復遅延</translation>
    </message>
    <message>
        <source>So many of 100 answers took no longer.</source>
        <translation>応答 100 個のうちこれだけが、その時間以内に届きました。</translation>
    </message>
    <message>
        <source>Jitter</source>
        <translation>ジッター</translation>
    </message>
    <message>
        <source>How much the offsets differ from that of the shortest round trip; slow changes and steps of this clock are in it.</source>
        <translation>往復遅延が最短の応答とのオフセットの違い。この時計のゆっくりした変化やステップ補正も含みます。</translation>
    </message>
    <message>
        <source>Jitter between answers</source>
        <translation>応答間のジッター</translation>
    </message>
    <message>
        <source>How uncertain one answer is, told by how much it differs from the one before; slow changes of this clock are not in it.</source>
        <translation>一つ前との違いからわかる、応答一つの不確かさ。この時計のゆっくりした変化は含みません。</translation>
    </message>
    <message>
        <source>Averaging is useful over up to %1: over longer spans this computer&apos;s oscillator wanders by more than the answers err.</source>
        <translation>平均は %1 まで役に立ちます。それより長いと、このコンピューターの発振器のゆらぎが応答の誤差を上回ります。</translation>
    </message>
    <message>
        <source>Averaging is useful over up to %1 at least, the longest span that these answers tell of.</source>
        <translation>平均は、これらの応答からわかる最長の %1 まで少なくとも役に立ちます。</translation>
    </message>
    <message numerus="yes">
        <source>%n answer(s) lie outside and are counted in the bars at the ends.</source>
        <translation>
            <numerusform>範囲外の応答 %n 個は両端の棒に数えています。</numerusform>
        </translation>
    </message>
    <message>
        <source>Questions without a usable answer, of the last 64 at most.</source>
        <translation>直近の最大 64 回のうち、使える応答のなかった問い合わせ。</translation>
    </message>
    <message>
        <source>Questions without a usable answer since the program started.</source>
        <translation>プログラムの起動以来、使える応答のなかった問い合わせ。</translation>
    </message>
</context>
<context>
    <name>TestWording</name>
    <message>
        <source>answers</source>
        <translation>応答あり</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>応答なし</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>拒否</translation>
    </message>
    <message>
        <source>unreachable</source>
        <translation>到達不能</translation>
    </message>
    <message>
        <source>name not found</source>
        <translation>名前が見つかりません</translation>
    </message>
    <message>
        <source>asked too often</source>
        <translation>問い合わせが多すぎます</translation>
    </message>
    <message>
        <source>sent us away</source>
        <translation>拒絶されました</translation>
    </message>
    <message>
        <source>clock not set</source>
        <translation>時計が未設定</translation>
    </message>
    <message>
        <source>bad answer</source>
        <translation>不正な応答</translation>
    </message>
    <message>
        <source>IPv6 %1</source>
        <comment>a span of time</comment>
        <translation>IPv6 %1</translation>
    </message>
    <message>
        <source>IPv4 %1</source>
        <comment>a span of time</comment>
        <translation>IPv4 %1</translation>
    </message>
    <message>
        <source>IPv6: %1</source>
        <comment>how asking ended</comment>
        <translation>IPv6: %1</translation>
    </message>
    <message>
        <source>IPv4: %1</source>
        <comment>how asking ended</comment>
        <translation>IPv4: %1</translation>
    </message>
    <message>
        <source>this clock the same</source>
        <translation>この時計との差なし</translation>
    </message>
    <message>
        <source>this clock %1</source>
        <comment>2.9 ms behind</comment>
        <translation>この時計は %1</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>IPv4 22 ms, IPv6 24 ms</comment>
        <translation>%1、%2</translation>
    </message>
    <message>
        <source>answers: %1, %2, stratum %3</source>
        <comment>IPv4 22 ms, this clock 2.9 ms behind</comment>
        <translation>応答あり: %1、%2、階層 %3</translation>
    </message>
    <message>
        <source>%1; %2</source>
        <comment>an address answers, another one fails</comment>
        <translation>%1。%2</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n address(es) asked answer, the fastest in %2, %3</source>
        <comment>the last is: this clock 2.9 ms behind</comment>
        <translation>
            <numerusform>問い合わせたアドレス %n 個中 %1 個が応答、最速 %2、%3</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 (%n address(es) asked)</source>
        <comment>no answer</comment>
        <translation>
            <numerusform>%1（問い合わせたアドレス %n 個）</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>IPv4: no answer, IPv6: unreachable</comment>
        <translation>%1、%2</translation>
    </message>
    <message numerus="yes">
        <source>none of %n address(es) asked answers</source>
        <translation>
            <numerusform>問い合わせたアドレス %n 個すべて応答なし</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>an address, a sentence</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>2.9 ms behind ± 12 ms</comment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>%1: answers in %2. By it, this clock is %3. Stratum %4.</source>
        <comment>address; 22 ms; 2.9 ms behind ± 12 ms; a number</comment>
        <translation>%1: 応答まで %2。これによれば、この時計は %3。階層 %4。</translation>
    </message>
    <message numerus="yes">
        <source>%1 is named %n times and counts once: remove the other lines.</source>
        <translation>
            <numerusform>%1 は %n 回書かれていますが、1 台としか数えられません。余分な行を削除してください。</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 are one server, with the address %2, and no protection against each other: keep one of these names.</source>
        <translation>%1 はアドレス %2 の同じサーバーで、互いの誤りを防げません。名前を一つだけ残してください。</translation>
    </message>
    <message>
        <source>Of %1, the address %2 contradicts the majority by %3. As long as the others answer, they outvote it; if it stays so, choose another pool.</source>
        <translation>%1 のアドレス %2 は多数と %3 食い違っています。ほかのアドレスが応答する間は多数決で退けられますが、この状態が続くなら別のプールを選んでください。</translation>
    </message>
    <message numerus="yes">
        <source>%1 contradict(s) the majority by up to %2, so that their time is wrong: remove them, or choose others.</source>
        <translation>
            <numerusform>%1 は多数と最大 %2 食い違っており、時刻が間違っています。削除するか、別のサーバーを選んでください。</numerusform>
        </translation>
    </message>
    <message>
        <source>All sources of %1 belong to one operator (%2): add one of another to be safe from a common fault.</source>
        <translation>%1 の時刻源はすべて同じ運営者（%2）のものです。共通の障害に備えて、別の運営者のものを追加してください。</translation>
    </message>
    <message numerus="yes">
        <source>All %n server(s) belong to one operator (%1): add one of another to be safe from a common fault.</source>
        <translation>
            <numerusform>%n 台のサーバーはすべて同じ運営者（%1）のものです。共通の障害に備えて、別の運営者のものを追加してください。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n source(s) are more than help, and a load to those who run them: eight are plenty. Remove some, or give the pools a smaller maxsources.</source>
        <translation>
            <numerusform>時刻源が %n 個では多すぎて効果がなく、運営者の負担になります。8 個で十分です。いくつか削除するか、プールの maxsources を小さくしてください。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n source(s) are more than help, and a load to those who run them: eight are plenty. Remove some.</source>
        <translation>
            <numerusform>時刻源が %n 個では多すぎて効果がなく、運営者の負担になります。8 個で十分です。いくつか削除してください。</numerusform>
        </translation>
    </message>
    <message>
        <source>waits to be polite</source>
        <translation>間隔を空けるため待機中</translation>
    </message>
    <message>
        <source>testing…</source>
        <translation>テスト中…</translation>
    </message>
    <message>
        <source>testing… %1</source>
        <comment>what is known so far</comment>
        <translation>テスト中… %1</translation>
    </message>
    <message>
        <source>Waits to be polite: this server was asked a moment ago.</source>
        <translation>このサーバーには少し前に問い合わせたため、待っています。</translation>
    </message>
    <message>
        <source>The test is under way.</source>
        <translation>テストしています。</translation>
    </message>
    <message numerus="yes">
        <source>%n more address(es), not asked: %1</source>
        <translation>
            <numerusform>問い合わせていないアドレスがほかに %n 個: %1</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 has no server in force, so that this clock drifts: add one, better three.</source>
        <translation>%1 に有効なサーバーがなく、この時計はずれていきます。1 台、できれば 3 台追加してください。</translation>
    </message>
    <message numerus="yes">
        <source>%n source(s) cannot outvote a wrong one: have three or more, or a pool.</source>
        <translation>
            <numerusform>時刻源が %n 個では、間違った一つを多数決で退けられません。3 個以上にするか、プールを使ってください。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 gave no answer that can be used: check the way there (UDP port 123), or choose another server.</source>
        <translation>
            <numerusform>%1 から使える応答がありませんでした。経路（UDP ポート 123）を確認するか、別のサーバーを選んでください。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The name(s) %1 have no address, so that nobody can be asked: check the spelling.</source>
        <translation>
            <numerusform>名前 %1 にはアドレスがなく、問い合わせできません。綴りを確認してください。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 answer(s), but say that their own clock is not set, so that they are of no use: choose others, or have them mended.</source>
        <translation>
            <numerusform>%1 は応答しますが、自身の時計が未設定だと申告しており、役に立ちません。別のサーバーを選ぶか、管理者に直してもらってください。</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 contradict each other, and no majority says who is right: add servers of other operators.</source>
        <translation>%1 は互いに食い違い、どれが正しいかを多数決で決められません。別の運営者のサーバーを追加してください。</translation>
    </message>
    <message numerus="yes">
        <source>%1 is written as a pool, but its name has one address, so that it is one source: write it as a server.</source>
        <translation>
            <numerusform>%1 はプールとして書かれていますが、名前のアドレスが一つなので、時刻源も一つです。サーバーとして書いてください。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 is written as a server, so that only one of its addresses is used: written as a pool, it gives several sources, and silent ones are replaced.</source>
        <translation>
            <numerusform>%1 はサーバーとして書かれているため、アドレスが一つしか使われません。プールとして書けば複数の時刻源が得られ、応答しないものは入れ替えられます。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 can be followed only minutes after a start, for want of iburst: add it, and the first questions come quickly.</source>
        <translation>
            <numerusform>%1 には iburst がなく、同期先にできるまで起動から数分かかります。iburst を加えれば、最初の問い合わせが素早く行われます。</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 tells different times by IPv4 and IPv6: at least %2 of path asymmetry, one of the two ways being slower one way than back.</source>
        <comment>server, at least</comment>
        <translation>%1 は IPv4 と IPv6 とで異なる時刻を示します。経路の非対称が少なくとも %2 あり、どちらかの経路は行きと帰りの速さが違います。</translation>
    </message>
</context>
<context>
    <name>VerdictWording</name>
    <message>
        <source>no difference</source>
        <translation>差なし</translation>
    </message>
    <message>
        <source>%1: %2 %3, %4</source>
        <comment>server: offset, bound, how long ago</comment>
        <translation>%1: %2 %3、%4</translation>
    </message>
    <message>
        <source>Measured by this program itself; one server is no proof, three could outvote a wrong one.</source>
        <translation>このプログラム自身による測定です。サーバー 1 台では証明になりません。3 台あれば、誤った 1 台を多数決で除けます。</translation>
    </message>
    <message numerus="yes">
        <source>Measured by this program itself; %1 of %n server(s) answer.</source>
        <translation>
            <numerusform>このプログラム自身による測定です。%n 台中 %1 台のサーバーが応答しています。</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>two sentences</comment>
        <translation>%1%2</translation>
    </message>
    <message numerus="yes">
        <source>%n server(s) contradict it.</source>
        <translation>
            <numerusform>%n 台のサーバーが食い違っています。</numerusform>
        </translation>
    </message>
    <message>
        <source>No answer yet</source>
        <translation>まだ応答がありません</translation>
    </message>
    <message>
        <source>The first question is about to be sent.</source>
        <translation>まもなく最初の問い合わせを送ります。</translation>
    </message>
    <message numerus="yes">
        <source>Asking %n server(s).</source>
        <translation>
            <numerusform>%n 台のサーバーに問い合わせています。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Asking %n server(s), first answer in about %1 s.</source>
        <translation>
            <numerusform>%n 台のサーバーに問い合わせています。最初の応答まで約 %1 秒。</numerusform>
        </translation>
    </message>
    <message>
        <source>No time server is watched yet</source>
        <translation>監視している時刻サーバーがまだありません</translation>
    </message>
    <message>
        <source>Choose some, and this computer&apos;s clock is compared with theirs.</source>
        <translation>サーバーを選ぶと、このコンピューターの時計と比較します。</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>一時停止中</translation>
    </message>
    <message>
        <source>No server is asked until you resume.</source>
        <translation>再開するまで、どのサーバーにも問い合わせません。</translation>
    </message>
    <message>
        <source>Compared with %1</source>
        <translation>比較の相手: %1</translation>
    </message>
    <message numerus="yes">
        <source>%n server(s) asked. The list says what is wrong with each; choose others.</source>
        <translation>
            <numerusform>%n 台のサーバーに問い合わせました。それぞれの問題は一覧に示しています。ほかのサーバーを選んでください。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n server(s) asked. Check the network, and that a firewall lets NTP (UDP port 123) out.</source>
        <translation>
            <numerusform>%n 台のサーバーに問い合わせました。ネットワークと、ファイアウォールが NTP（UDP ポート 123）の送信を許しているかを確認してください。</numerusform>
        </translation>
    </message>
    <message>
        <source>No usable answer</source>
        <translation>使える応答がありません</translation>
    </message>
    <message>
        <source>Nobody answers</source>
        <translation>どのサーバーも応答しません</translation>
    </message>
    <message>
        <source>No server can be asked: this computer is offline</source>
        <translation>どのサーバーにも問い合わせできません: このコンピューターはオフラインです</translation>
    </message>
    <message>
        <source>They are asked again when there is a network.</source>
        <translation>ネットワークがつながったら再び問い合わせます。</translation>
    </message>
    <message>
        <source>%1: %2 %3, measured with %4.</source>
        <comment>how long ago: offset, bound, server</comment>
        <translation>%1: %2 %3、%4 で測定。</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>offset, bound</comment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>within %1</source>
        <comment>± 16 ms</comment>
        <translation>誤差 %1</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>offset, within ± bound</comment>
        <translation>%1、%2</translation>
    </message>
    <message>
        <source>This clock is right: %1</source>
        <translation>この時計は正確です: %1</translation>
    </message>
    <message>
        <source>This clock is being corrected: %1</source>
        <comment>2.9 ms behind ± 13 ms</comment>
        <translation>この時計は補正中です: %1</translation>
    </message>
    <message>
        <source>Settling: this clock is %1</source>
        <comment>2.9 ms behind ± 13 ms</comment>
        <translation>調整中です: %1</translation>
    </message>
    <message>
        <source>Nothing keeps this clock right: now %1</source>
        <translation>この時計を正しく保つものがありません: 現在 %1</translation>
    </message>
    <message>
        <source>This clock is right for now: %1</source>
        <translation>この時計は今のところ正確です: %1</translation>
    </message>
    <message>
        <source>This clock is wrong: %1</source>
        <translation>この時計は狂っています: %1</translation>
    </message>
    <message>
        <source>Is this clock right? Not certain: %1</source>
        <translation>この時計が正しいかは不確かです: %1</translation>
    </message>
    <message>
        <source>This clock: %1</source>
        <comment>2.9 ms behind ± 13 ms</comment>
        <translation>この時計: %1</translation>
    </message>
    <message>
        <source>This clock keeps to its host&apos;s: %1</source>
        <comment>offset, within ± bound</comment>
        <translation>この時計はホストの時計に従っています: %1</translation>
    </message>
    <message>
        <source>This clock keeps to %1: %2</source>
        <comment>device: offset, within ± bound</comment>
        <translation>この時計は %1 に従っています: %2</translation>
    </message>
    <message>
        <source>%1 has not answered for %2</source>
        <comment>time service, how long</comment>
        <translation>%1 は %2応答がありません</translation>
    </message>
    <message>
        <source>%1 does not say what it follows</source>
        <comment>time service</comment>
        <translation>%1 は同期先を示しません</translation>
    </message>
    <message>
        <source>%1 follows no source so far</source>
        <comment>time service</comment>
        <translation>%1 はまだどの時刻源にも同期していません</translation>
    </message>
    <message>
        <source>Follows %1</source>
        <translation>%1 に同期</translation>
    </message>
    <message numerus="yes">
        <source>%n program(s) correct it</source>
        <translation>
            <numerusform>%n 個のプログラムが補正しています</numerusform>
        </translation>
    </message>
    <message>
        <source>Its host sets it</source>
        <translation>ホストが合わせています</translation>
    </message>
    <message>
        <source>No time service is seen here</source>
        <translation>時刻サービスは見当たりません</translation>
    </message>
    <message>
        <source>Nobody corrects it</source>
        <translation>補正するものがありません</translation>
    </message>
    <message>
        <source>only %1 is asked, and one server is no proof</source>
        <translation>問い合わせ先は %1 だけで、1 台では証明になりません</translation>
    </message>
    <message>
        <source>only %1 answers</source>
        <comment>server</comment>
        <translation>%1 だけが応答</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n server(s) agree</source>
        <translation>
            <numerusform>%n 台のうち %1 台のサーバーが一致</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n server(s) that answer agree</source>
        <translation>
            <numerusform>応答した %n 台のうち %1 台のサーバーが一致</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, %2 says the same</source>
        <comment>servers agree, time service</comment>
        <translation>%1、%2 も同じ判断</translation>
    </message>
    <message>
        <source>%1, but %2 says %3</source>
        <comment>servers agree, time service, offset</comment>
        <translation>%1、ただし %2 では %3</translation>
    </message>
    <message>
        <source>measuring is paused</source>
        <translation>測定は一時停止中</translation>
    </message>
    <message>
        <source>the first answer to this program is on its way</source>
        <translation>このプログラムへの最初の応答を待っています</translation>
    </message>
    <message>
        <source>offline: no server can be asked</source>
        <translation>オフラインのためサーバーに問い合わせできません</translation>
    </message>
    <message>
        <source>no server answers this program</source>
        <translation>このプログラムに応答するサーバーがありません</translation>
    </message>
    <message>
        <source>nothing is measured here</source>
        <translation>ここでは測定していません</translation>
    </message>
    <message>
        <source>its time service</source>
        <translation>時刻サービス</translation>
    </message>
    <message>
        <source>measured %1</source>
        <comment>how long ago</comment>
        <translation>測定 %1</translation>
    </message>
    <message>
        <source>a local device, confirmed by no server</source>
        <translation>手元の装置で、サーバーの裏付けはありません</translation>
    </message>
    <message>
        <source>%1 says so</source>
        <comment>time service</comment>
        <translation>%1 による</translation>
    </message>
    <message>
        <source>updated %1</source>
        <comment>how long ago</comment>
        <translation>更新 %1</translation>
    </message>
    <message>
        <source>Settling: the time service gathers its first answers</source>
        <translation>調整中: 時刻サービスが最初の応答を集めています</translation>
    </message>
    <message>
        <source>Nothing keeps this clock right</source>
        <translation>この時計を正しく保つものがありません</translation>
    </message>
    <message>
        <source>How far off it is, is not known: no server was asked.</source>
        <translation>どれだけずれているかは不明です。サーバーに問い合わせていません。</translation>
    </message>
    <message>
        <source>Not known whether this clock is right</source>
        <translation>この時計が正しいかどうかは不明です</translation>
    </message>
    <message>
        <source>The servers contradict each other about this clock</source>
        <translation>この時計についてサーバーどうしが食い違っています</translation>
    </message>
    <message>
        <source>The time services contradict each other about this clock</source>
        <translation>この時計について時刻サービスどうしが食い違っています</translation>
    </message>
    <message numerus="yes">
        <source>Compared with %n server(s) that agree: %1 %2, %3</source>
        <comment>offset, bound, how long ago</comment>
        <translation>
            <numerusform>一致するサーバー %n 台との比較: %1 %2、%3</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: %2 %3, measured with %n server(s) that agree.</source>
        <comment>how long ago: offset, bound</comment>
        <translation>
            <numerusform>%1: %2 %3、一致するサーバー %n 台で測定。</numerusform>
        </translation>
    </message>
    <message>
        <source>The server asked here and the time service contradict each other</source>
        <translation>ここで問い合わせたサーバーと時刻サービスが食い違っています</translation>
    </message>
</context>
<context>
    <name>synchroscope</name>
    <message>
        <source>Shows whether this computer&apos;s clock is right, by how much, and says who.</source>
        <translation>このコンピューターの時計が正しいか、どれだけずれているか、それをどのサーバーが示すかを表示します。</translation>
    </message>
    <message>
        <source>Show seven servers inside this program that misbehave on purpose.</source>
        <translation>このプログラムの中の、わざと問題を起こす 7 台のサーバーを表示します。</translation>
    </message>
    <message>
        <source>Servers to watch beside those watched already, for this time only.</source>
        <translation>すでに監視しているものに加えて、今回だけ監視するサーバー。</translation>
    </message>
    <message>
        <source>Start without a window, as an icon in the desktop&apos;s tray.</source>
        <translation>ウィンドウを開かず、デスクトップのトレイアイコンとして起動します。</translation>
    </message>
</context>
<context>
    <name>synchroscope::ActionBar</name>
    <message>
        <source>Done: %1 was restarted, and corrects this clock with its next answer.</source>
        <translation>完了: %1 を再起動しました。次の応答でこの時計を補正します。</translation>
    </message>
    <message>
        <source>Done: %1 has corrected this clock at once.</source>
        <translation>完了: %1 がこの時計を一度に合わせました。</translation>
    </message>
    <message>
        <source>Done: %1 is asking its servers now. Their answers come within seconds.</source>
        <translation>完了: %1 がサーバーに問い合わせています。数秒以内に応答があります。</translation>
    </message>
    <message>
        <source>Done: %1 asks its servers again.</source>
        <translation>完了: %1 がサーバーへの問い合わせを再開しました。</translation>
    </message>
    <message>
        <source>Done: %1 runs.</source>
        <translation>完了: %1 が動いています。</translation>
    </message>
    <message>
        <source>Done: %1 was restarted.</source>
        <translation>完了: %1 を再起動しました。</translation>
    </message>
    <message>
        <source>Done: %1 has read its servers again.</source>
        <translation>完了: %1 がサーバーを読み直しました。</translation>
    </message>
    <message>
        <source>Done: network time is on.</source>
        <translation>完了: ネットワーク時刻は有効です。</translation>
    </message>
    <message>
        <source>Done: the hardware clock is kept in universal time now.</source>
        <translation>完了: ハードウェアクロックを協定世界時で保つようにしました。</translation>
    </message>
    <message>
        <source>Done: every server was asked.</source>
        <translation>完了: すべてのサーバーに問い合わせました。</translation>
    </message>
    <message>
        <source>It was not done: Synchroscope&apos;s helper, which does it as root, is not installed.</source>
        <translation>実行できませんでした。root として実行する Synchroscope のヘルパーがインストールされていません。</translation>
    </message>
    <message>
        <source>It was not done: a password is needed, and no program runs that could ask for it. Start a polkit agent.</source>
        <translation>実行できませんでした。パスワードが必要ですが、それを尋ねるプログラムが動いていません。polkit エージェントを起動してください。</translation>
    </message>
    <message>
        <source>It was not done.</source>
        <translation>実行できませんでした。</translation>
    </message>
    <message>
        <source>It was not done: %1</source>
        <translation>実行できませんでした: %1</translation>
    </message>
    <message>
        <source>This is a demonstration: no time service of this computer is told anything.</source>
        <translation>デモのため、このコンピューターの時刻サービスには何も指示しません。</translation>
    </message>
    <message>
        <source>%1 cannot be told to do that.</source>
        <translation>%1 にはそれを指示できません。</translation>
    </message>
    <message>
        <source>&amp;Do it</source>
        <translation>実行(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>キャンセル(&amp;C)</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>Copied: %1</source>
        <translation>コピーしました: %1</translation>
    </message>
    <message>
        <source>Asking the servers…</source>
        <translation>サーバーに問い合わせています…</translation>
    </message>
    <message>
        <source>Under way. The system may be asking for your password.</source>
        <translation>実行中です。システムがパスワードを求めていることがあります。</translation>
    </message>
    <message>
        <source>This cannot be done from here: nothing is installed that could ask for a password (pkexec).</source>
        <translation>ここからは実行できません。パスワードを尋ねるプログラム（pkexec）がインストールされていません。</translation>
    </message>
    <message>
        <source>This cannot be done from here: Synchroscope&apos;s helper, which does it as root, is not installed.</source>
        <translation>ここからは実行できません。root として実行する Synchroscope のヘルパーがインストールされていません。</translation>
    </message>
    <message>
        <source>&amp;Copy the command</source>
        <translation>コマンドをコピー(&amp;C)</translation>
    </message>
</context>
<context>
    <name>synchroscope::AddServerPanel</name>
    <message>
        <source>&amp;Watch</source>
        <translation>監視する(&amp;W)</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>追加</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
</context>
<context>
    <name>synchroscope::AdditionBar</name>
    <message>
        <source>Add</source>
        <translation>追加</translation>
    </message>
    <message>
        <source>Servers to add</source>
        <translation>追加するサーバー</translation>
    </message>
    <message>
        <source>Names of servers, or pasted lines of another machine&apos;s file</source>
        <translation>サーバーの名前、または別のマシンの設定ファイルから貼り付けた行</translation>
    </message>
    <message>
        <source>Names between spaces, commas or lines; lines such as &quot;server ntp1.example.org iburst&quot; or &quot;NTP=ntp1.example.org&quot;. Enter adds them.</source>
        <translation>名前は空白、コンマ、改行で区切ります。「server ntp1.example.org iburst」や「NTP=ntp1.example.org」のような行も使えます。Enter で追加します。</translation>
    </message>
    <message>
        <source>Type the names of servers first, or paste a list.</source>
        <translation>先にサーバーの名前を入力するか、一覧を貼り付けてください。</translation>
    </message>
    <message numerus="yes">
        <source>%n more line(s) cannot be used either.</source>
        <translation>
            <numerusform>ほかに %n 行、使えないものがあります。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n server(s) added:</source>
        <translation>
            <numerusform>%n 台のサーバーを追加:</numerusform>
        </translation>
    </message>
    <message>
        <source>use &amp;only these</source>
        <comment>servers</comment>
        <translation>これらだけを使う(&amp;O)</translation>
    </message>
    <message numerus="yes">
        <source>use also the other %n</source>
        <comment>servers</comment>
        <translation>
            <numerusform>ほかの %n 台も使う</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n server(s) added.</source>
        <translation>
            <numerusform>%n 台のサーバーを追加しました。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 Use only these, or also the other %n?</source>
        <comment>3 servers added.</comment>
        <translation>
            <numerusform>%1これらだけを使いますか、それともほかの %n 台も使いますか?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>synchroscope::AdviceList</name>
    <message>
        <source>Fewer</source>
        <translation>一部だけ表示</translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <comment>remarks</comment>
        <translation>
            <numerusform>ほか %n 件</numerusform>
        </translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>備考</translation>
    </message>
    <message>
        <source>Make it a pool</source>
        <translation>プールにする</translation>
    </message>
    <message>
        <source>Make them pools</source>
        <translation>プールにする</translation>
    </message>
</context>
<context>
    <name>synchroscope::Alerts</name>
    <message>
        <source>Open</source>
        <translation>開く</translation>
    </message>
    <message>
        <source>Mute for a day</source>
        <translation>通知を 1 日止める</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>a button, what it does</comment>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>synchroscope::AnswerFindings</name>
    <message>
        <source>%1 ahead</source>
        <comment>of a clock</comment>
        <translation>%1 進み</translation>
    </message>
    <message>
        <source>%1 behind</source>
        <comment>of a clock</comment>
        <translation>%1 遅れ</translation>
    </message>
    <message numerus="yes">
        <source>%n server(s) do not know the time</source>
        <translation>
            <numerusform>%n 台のサーバーの時計が未設定です</numerusform>
        </translation>
    </message>
    <message>
        <source>The answer says itself that the server&apos;s clock is not set, and so is not used: %1.</source>
        <comment>names</comment>
        <translation>応答そのものが、サーバーの時計が未設定であることを示しているため、使われません: %1。</translation>
    </message>
    <message>
        <source>Put another server in its place. If it is yours, see what it follows: most often it has no source itself, or was started just now.</source>
        <translation>別のサーバーに替えてください。自分で管理するサーバーなら、何に同期しているかを確認してください。多くの場合、サーバー自身に時刻源がないか、起動したばかりです。</translation>
    </message>
    <message>
        <source>It would not be so if its next answer had a stratum from 1 to 15.</source>
        <translation>次の応答の階層が 1 から 15 までなら、この診断は当てはまりません。</translation>
    </message>
    <message>
        <source>It would not be so if its next answer was a time.</source>
        <translation>次の応答が時刻なら、この診断は当てはまりません。</translation>
    </message>
    <message>
        <source>%1 is asked too often</source>
        <translation>%1 への問い合わせが多すぎます</translation>
    </message>
    <message>
        <source>%1 answered &quot;%2&quot;, which means: ask less often. Several programs, or several computers behind one address, count together there.</source>
        <comment>server, code</comment>
        <translation>%1 は「%2」と応答しました。「問い合わせを減らすように」という意味です。複数のプログラムや、一つのアドレスを共有する複数のコンピューターは、まとめて数えられます。</translation>
    </message>
    <message>
        <source>%1 does not serve this computer</source>
        <translation>%1 はこのコンピューターに時刻を提供しません</translation>
    </message>
    <message>
        <source>%1 sends a code, and no time</source>
        <translation>%1 は時刻ではなくコードを送ってきます</translation>
    </message>
    <message>
        <source>%1 answered &quot;%2&quot;, which means: do not ask me.</source>
        <comment>server, code</comment>
        <translation>%1 は「%2」と応答しました。「問い合わせないように」という意味です。</translation>
    </message>
    <message>
        <source>%1 answered &quot;%2&quot; instead of the time (a Kiss-o&apos;-Death packet).</source>
        <comment>server, code</comment>
        <translation>%1 は時刻の代わりに「%2」と応答しました（Kiss-o&apos;-Death パケット）。</translation>
    </message>
    <message>
        <source>Put another server in its place, or ask its operator.</source>
        <translation>別のサーバーに替えるか、運営者に問い合わせてください。</translation>
    </message>
    <message numerus="yes">
        <source>%n server(s) cannot prove who they are</source>
        <translation>
            <numerusform>%n 台のサーバーが本物だと証明できません</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 does not use %2: no packet of it could be proven genuine, by a key or by NTS.</source>
        <comment>a program, servers</comment>
        <translation>%1 は %2 を使っていません。鍵でも NTS でも、本物だと証明できたパケットがありません。</translation>
    </message>
    <message>
        <source>With a key: the same number and the same key must stand in the key files of both computers. With NTS: TCP port 4460 must be open, and the server&apos;s certificate be valid and trusted here. The log says which.</source>
        <translation>鍵の場合: 両方のコンピューターの鍵ファイルに、同じ番号で同じ鍵が必要です。NTS の場合: TCP ポート 4460 が開いていて、サーバーの証明書が有効で、ここで信頼されている必要があります。どれが原因かはログでわかります。</translation>
    </message>
    <message>
        <source>It would not be so if &quot;sudo chronyc -N authdata&quot; showed a key and, of NTS, cookies.</source>
        <translation>「sudo chronyc -N authdata」が鍵を（NTS ならクッキーも）示すなら、この診断は当てはまりません。</translation>
    </message>
    <message>
        <source>This clock is %1.</source>
        <comment>offset</comment>
        <translation>この時計は %1です。</translation>
    </message>
    <message>
        <source>This clock shows a date of long ago.</source>
        <translation>この時計はずっと昔の日付を示しています。</translation>
    </message>
    <message>
        <source>The clock is too wrong for NTS</source>
        <translation>時計の狂いが大きすぎて NTS を使えません</translation>
    </message>
    <message>
        <source>Set the clock roughly first: step it, or add a server without NTS until it is right. chrony can also leave the dates of certificates alone at its start (nocerttimecheck 1).</source>
        <translation>まず時計をおおまかに合わせてください。ステップ補正するか、時計が正しくなるまで NTS を使わないサーバーを追加します。chrony は、起動時に証明書の日付を確認しないようにもできます（nocerttimecheck 1）。</translation>
    </message>
    <message>
        <source>It would not be so if it still failed once the clock was right.</source>
        <translation>時計が正しくなっても失敗するなら、この診断は当てはまりません。</translation>
    </message>
    <message numerus="yes">
        <source>%n source(s) are too far from a true clock</source>
        <translation>
            <numerusform>%n 個の時刻源が正確な時計から遠すぎます</numerusform>
        </translation>
    </message>
    <message>
        <source>That is usual of Windows computers, which keep no exact time unless told to.</source>
        <translation>Windows のコンピューターではよくあることです。特に設定しない限り、正確な時刻を保ちません。</translation>
    </message>
    <message>
        <source>It would not be so if its root delay and root dispersion were small (sudo chronyc ntpdata).</source>
        <translation>ルート遅延とルート分散が小さければ（sudo chronyc ntpdata）、この診断は当てはまりません。</translation>
    </message>
    <message>
        <source>The ways to %1 tell different times</source>
        <translation>%1 への経路によって時刻が異なります</translation>
    </message>
    <message>
        <source>Asked at %1 and at %2 the same server gives two times. One of the two ways must be at least %3 slower in one direction than in the other.</source>
        <comment>address, address, span</comment>
        <translation>%1 と %2 に問い合わせると、同じサーバーが二つの異なる時刻を示します。どちらかの経路は、一方向が逆方向より少なくとも %3 遅くなっています。</translation>
    </message>
    <message>
        <source>Nothing needs to be done: half of that, at least, is the error of one of them. A nearer server has less of it.</source>
        <translation>何もする必要はありません。少なくともその半分が、どちらかの経路による誤差です。近いサーバーほど小さくなります。</translation>
    </message>
    <message>
        <source>It would not be so if the two addresses were of different computers, whose clocks differ.</source>
        <translation>二つのアドレスが別々のコンピューターのもので、時計が異なるなら、この診断は当てはまりません。</translation>
    </message>
    <message>
        <source>Take small minpoll and maxpoll values out of its line, or choose a server of your own network.</source>
        <translation>その行から小さい minpoll と maxpoll の値を取り除くか、自分のネットワークのサーバーを選んでください。</translation>
    </message>
    <message>
        <source>Synchroscope asks it less often now.</source>
        <translation>Synchroscope はすでに問い合わせの間隔を延ばしています。</translation>
    </message>
    <message>
        <source>Certificates seem expired, or not valid yet, so no keys can be had from %1. Without them it gives no time.</source>
        <translation>証明書が期限切れか、まだ有効でないように見えるため、%1 から鍵を取得できません。鍵がないと時刻も得られません。</translation>
    </message>
    <message>
        <source>Time services such as chrony use none beyond %1 unless told to.</source>
        <comment>limit</comment>
        <translation>chrony などの時刻サービスは、指定がない限り %1 を超えるものを使いません。</translation>
    </message>
    <message>
        <source>%1 uses none beyond %2 here (%3).</source>
        <comment>a program, limit, option</comment>
        <translation>%1 はここでは %2 を超えるものを使いません（%3）。</translation>
    </message>
    <message>
        <source>By what the source itself says, it may be up to %1 wrong: %2.</source>
        <comment>span, names</comment>
        <translation>時刻源自身の申告によると、最大 %1 狂っている可能性があります: %2。</translation>
    </message>
    <message>
        <source>By what the source itself says, it may be more wrong than is allowed: %1.</source>
        <comment>names</comment>
        <translation>時刻源自身の申告によると、許容値を超えて狂っている可能性があります: %1。</translation>
    </message>
    <message>
        <source>It would not be so if its root delay and root dispersion were small.</source>
        <translation>ルート遅延とルート分散が小さければ、この診断は当てはまりません。</translation>
    </message>
    <message>
        <source>Choose a server that is nearer to a reference clock. If there is no other, let %1 take it all the same: %2.</source>
        <comment>a program, a line of its configuration</comment>
        <translation>基準時計により近いサーバーを選んでください。ほかにない場合は、%1 にそのまま使わせることもできます: %2。</translation>
    </message>
    <message>
        <source>It would not be so if &quot;ntpq -c associations&quot; showed &quot;ok&quot; below &quot;auth&quot;.</source>
        <translation>「ntpq -c associations」の「auth」の列に「ok」と表示されれば、そうではありません。</translation>
    </message>
</context>
<context>
    <name>synchroscope::AxesItem</name>
    <message>
        <source>ahead, %1 →</source>
        <extracomment>%1 is a unit such as ms. Drawn along the axis: the arrow then points up. This clock is ahead.</extracomment>
        <translation>進み、%1 →</translation>
    </message>
    <message>
        <source>← behind, %1</source>
        <extracomment>%1 is a unit such as ms. Drawn along the axis: the arrow then points down. This clock is behind.</extracomment>
        <translation>← 遅れ、%1</translation>
    </message>
    <message>
        <source>fast, %1 →</source>
        <extracomment>Drawn along the axis: the arrow then points up. This clock would be fast.</extracomment>
        <translation>速い、%1 →</translation>
    </message>
    <message>
        <source>← slow, %1</source>
        <extracomment>Drawn along the axis: the arrow then points down. This clock would be slow.</extracomment>
        <translation>← 遅い、%1</translation>
    </message>
    <message>
        <source>root delay, %1 →</source>
        <extracomment>%1 is a unit such as ms. Drawn along the axis: the arrow then points up.</extracomment>
        <translation>ルート遅延、%1 →</translation>
    </message>
    <message>
        <source>root dispersion, %1 →</source>
        <extracomment>%1 is a unit such as ms. Drawn along the axis: the arrow then points up.</extracomment>
        <translation>ルート分散、%1 →</translation>
    </message>
</context>
<context>
    <name>synchroscope::ChangePanel</name>
    <message>
        <source>What will change</source>
        <translation>変更内容</translation>
    </message>
    <message>
        <source>Leave it &amp;without any server</source>
        <translation>サーバーなしにする(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Ignore the servers that the network hands out</source>
        <translation>ネットワークが配布するサーバーを使わない(&amp;I)</translation>
    </message>
    <message>
        <source>&amp;Copy commands</source>
        <translation>コマンドをコピー(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Discard changes</source>
        <translation>変更を破棄(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Apply…</source>
        <translation>適用(&amp;A)…</translation>
    </message>
    <message>
        <source>Sets IGNORE_DHCP=yes in %1, so that ntp.conf counts again.</source>
        <translation>%1 に IGNORE_DHCP=yes を設定し、ntp.conf が再び有効になるようにします。</translation>
    </message>
    <message>
        <source>Copies what an administrator would type to do the same.</source>
        <translation>同じことをするために管理者が入力するコマンドをコピーします。</translation>
    </message>
    <message>
        <source>Asks for the password, once, and does what is shown here (Ctrl+Enter).</source>
        <translation>パスワードを一度だけ求め、ここに示した変更を行います（Ctrl+Enter）。</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%n 個のファイル</numerusform>
        </translation>
    </message>
    <message>
        <source>A change is under way: this one can be applied when that has ended.</source>
        <translation>別の変更を行っています。終わると、この変更を適用できます。</translation>
    </message>
    <message>
        <source>The files are as you want them already: there is nothing to apply.</source>
        <translation>ファイルはすでに希望どおりです。適用するものはありません。</translation>
    </message>
    <message>
        <source>Nothing is changed so far. What you add, switch off or edit above is shown here, line by line, before anything is written.</source>
        <translation>まだ何も変更していません。上でサーバーを追加したり、オフにしたり、編集したりすると、書き込む前に、その内容がここに行ごとに表示されます。</translation>
    </message>
    <message>
        <source>The plan has changed: look, and apply again.</source>
        <translation>変更内容が変わりました。確認して、もう一度適用してください。</translation>
    </message>
    <message numerus="yes">
        <source>%n more line(s) are doubtful.</source>
        <translation>
            <numerusform>ほかに疑わしい行が %n 行あります。</numerusform>
        </translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>備考</translation>
    </message>
</context>
<context>
    <name>synchroscope::ChartContent</name>
    <message>
        <source>Offset of this clock</source>
        <translation>この時計のオフセット</translation>
    </message>
    <message>
        <source>Offset as measured here</source>
        <translation>オフセット（ここでの測定）</translation>
    </message>
    <message>
        <source>Offset as the time service sees it</source>
        <translation>オフセット（時刻サービスの測定）</translation>
    </message>
    <message>
        <source>System offset</source>
        <translation>システムオフセット</translation>
    </message>
    <message>
        <source>Frequency</source>
        <translation>周波数</translation>
    </message>
    <message>
        <source>Root delay</source>
        <translation>ルート遅延</translation>
    </message>
    <message>
        <source>Root dispersion</source>
        <translation>ルート分散</translation>
    </message>
    <message>
        <source>This clock against each source: as measured here, or as the time service sees what is not measured here.</source>
        <translation>各時刻源に対するこの時計のずれ。ここで測定した値、測定していないものは時刻サービスの値です。</translation>
    </message>
    <message>
        <source>This clock against each source that Synchroscope asks itself.</source>
        <translation>Synchroscope 自身が問い合わせる各時刻源に対するこの時計のずれです。</translation>
    </message>
    <message>
        <source>This clock against each source that the time service uses, as it measured it.</source>
        <translation>時刻サービスが使う各時刻源に対するこの時計のずれを、時刻サービスが測定した値です。</translation>
    </message>
    <message>
        <source>This clock against what the time service holds for the time. It corrects that much, slowly.</source>
        <translation>時刻サービスが正しいとみなす時刻に対するこの時計のずれです。時刻サービスはこの分を徐々に補正します。</translation>
    </message>
    <message>
        <source>How fast or slow this clock would be without the time service&apos;s correction: 1 ppm is 86 ms a day.</source>
        <translation>時刻サービスの補正がない場合の、この時計の進み方。1 ppm は 1 日に 86 ms です。</translation>
    </message>
    <message>
        <source>The round trip from this computer to the reference clock at the far end.</source>
        <translation>このコンピューターから大もとの基準時計までの往復遅延です。</translation>
    </message>
    <message>
        <source>The error that has gathered on the way from the reference clock, besides half of the root delay.</source>
        <translation>基準時計からここまでに積み重なった誤差です。ほかにルート遅延の半分が加わります。</translation>
    </message>
</context>
<context>
    <name>synchroscope::ClockFindings</name>
    <message>
        <source>%1 %2</source>
        <comment>two sentences</comment>
        <translation>%1%2</translation>
    </message>
    <message>
        <source>%1 ahead</source>
        <translation>%1 進み</translation>
    </message>
    <message>
        <source>%1 behind</source>
        <translation>%1 遅れ</translation>
    </message>
    <message>
        <source>It is %1, so it is wrong by at least %2.</source>
        <translation>この時計は %1 で、少なくとも %2 は狂っています。</translation>
    </message>
    <message numerus="yes">
        <source>%n source(s) say so: %1.</source>
        <translation>
            <numerusform>%n 個の時刻源がそう示しています: %1。</numerusform>
        </translation>
    </message>
    <message>
        <source>This clock is %1 ahead</source>
        <translation>この時計は %1 進んでいます</translation>
    </message>
    <message>
        <source>This clock is %1 behind</source>
        <translation>この時計は %1 遅れています</translation>
    </message>
    <message>
        <source>Step the clock, which mends it at once. A time service that follows right servers would also correct it little by little.</source>
        <translation>時計をステップ補正すれば、すぐに直ります。正しいサーバーに同期する時刻サービスなら、少しずつ補正することもできます。</translation>
    </message>
    <message>
        <source>It would not be so if most of some other servers put this clock right.</source>
        <translation>ほかのサーバーの多数がこの時計を正しいと示すなら、この診断は当てはまりません。</translation>
    </message>
    <message>
        <source>This clock is %1. %2 takes that away little by little, by no more than a twelfth of the time that passes, so it takes %3 (12 × %4).</source>
        <translation>この時計は %1です。%2 はこれを少しずつ補正します。補正できるのは経過した時間の 12 分の 1 までなので、%3かかります（12 × %4）。</translation>
    </message>
    <message>
        <source>This clock is %1. %2 takes that away little by little, by half a millisecond in each second, so it takes %3.</source>
        <translation>この時計は %1です。%2 はこれを 1 秒に 0.5 ms ずつ補正するため、%3かかります。</translation>
    </message>
    <message>
        <source>It may step the clock only in its first updates after it was started (makestep %1), and these are over.</source>
        <translation>時計をステップ補正できるのは起動後の最初の数回の更新だけで（makestep %1）、それはもう終わっています。</translation>
    </message>
    <message>
        <source>Its rule for steps (makestep %1) is for larger offsets.</source>
        <translation>ステップ補正の規則（makestep %1）は、もっと大きなずれのためのものです。</translation>
    </message>
    <message>
        <source>Nothing shows that it would step the clock instead.</source>
        <translation>代わりにステップ補正する様子はありません。</translation>
    </message>
    <message>
        <source>The correction of this clock takes %1</source>
        <translation>この時計の補正には %1かかります</translation>
    </message>
    <message>
        <source>Step the clock, which mends it at once, unless a program here would be harmed by the jump. With the line &quot;makestep 1 -1&quot; in its configuration chrony steps by itself whenever it is off by more than 1 s.</source>
        <translation>時計をステップ補正すれば、すぐに直ります。ただし、時刻の飛びで支障が出るプログラムがここにある場合は避けてください。設定に「makestep 1 -1」の行があれば、chrony は 1 秒を超えてずれるたびに自分でステップ補正します。</translation>
    </message>
    <message>
        <source>Wait, if nothing is urgent: no program is harmed by a slow correction.</source>
        <translation>急ぎでなければ待ってください。ゆっくりした補正なら、どのプログラムにも支障はありません。</translation>
    </message>
    <message>
        <source>It would not be so if the offset fell faster: look again in a minute.</source>
        <translation>ずれがもっと速く減っているなら、この診断は当てはまりません。1 分後にもう一度見てください。</translation>
    </message>
    <message>
        <source>%1&#xa0;h</source>
        <comment>hours</comment>
        <translation>%1&#xa0;時間</translation>
    </message>
    <message>
        <source>This clock is %1 ahead, as if for another time zone</source>
        <translation>この時計は %1進んでおり、別のタイムゾーンの時刻のようです</translation>
    </message>
    <message>
        <source>This clock is %1 behind, as if for another time zone</source>
        <translation>この時計は %1遅れており、別のタイムゾーンの時刻のようです</translation>
    </message>
    <message>
        <source>Step the clock, and have the hardware clock keep universal time; Windows on this computer has to be told so as well. To choose another time zone would only hide the error.</source>
        <translation>時計をステップ補正し、ハードウェアクロックを協定世界時で保ってください。このコンピューターの Windows にも同じ設定が必要です。別のタイムゾーンを選んでも、誤りを隠すだけです。</translation>
    </message>
    <message>
        <source>It would not be so if the servers that were asked were the wrong ones, and others put this clock right.</source>
        <translation>問い合わせたサーバーの方が誤っていて、ほかのサーバーがこの時計を正しいと示すなら、この診断は当てはまりません。</translation>
    </message>
    <message>
        <source>The difference of %1 is the time zone, and no error</source>
        <translation>%1の差はタイムゾーンによるもので、異常ではありません</translation>
    </message>
    <message>
        <source>Local time is %1 ahead of universal time, because the time zone is. Both are the same moment, and the clock is not wrong by it.</source>
        <translation>現地時刻は協定世界時より %1進んでいます。タイムゾーンがそうなっているためです。どちらも同じ瞬間を表し、時計が狂っているわけではありません。</translation>
    </message>
    <message>
        <source>Local time is %1 behind universal time, because the time zone is. Both are the same moment, and the clock is not wrong by it.</source>
        <translation>現地時刻は協定世界時より %1遅れています。タイムゾーンがそうなっているためです。どちらも同じ瞬間を表し、時計が狂っているわけではありません。</translation>
    </message>
    <message>
        <source>It would not be so if time servers, too, put this clock %1 off.</source>
        <translation>時刻サーバーから見ても、この時計が %1ずれているなら、この診断は当てはまりません。</translation>
    </message>
    <message>
        <source>The system takes what the hardware clock shows for local time. Nothing in that clock tells whether summer time has begun or ended meanwhile: after a start this clock can be an hour wrong, until a server corrects it.</source>
        <translation>システムは、ハードウェアクロックが示す時刻を現地時刻として扱っています。その間に夏時間が始まったか終わったかは、ハードウェアクロックからはわかりません。そのため起動後、サーバーによって補正されるまで、この時計が 1 時間狂うことがあります。</translation>
    </message>
    <message>
        <source>The hardware clock keeps local time</source>
        <translation>ハードウェアクロックが現地時刻で動いています</translation>
    </message>
    <message>
        <source>Windows, if it is on this computer too, wants it so.</source>
        <translation>このコンピューターに Windows もあるなら、Windows がそう求めています。</translation>
    </message>
    <message>
        <source>Have it keep universal time. If this computer starts Windows too, leave it, or tell Windows the same (its setting RealTimeIsUniversal).</source>
        <translation>協定世界時で保ってください。このコンピューターで Windows も起動するなら、そのままにするか、Windows にも同じ設定（RealTimeIsUniversal）をしてください。</translation>
    </message>
    <message>
        <source>It would not be so if &quot;timedatectl&quot; showed &quot;RTC in local TZ: no&quot;.</source>
        <translation>「timedatectl」が「RTC in local TZ: no」と示すなら、この診断は当てはまりません。</translation>
    </message>
    <message>
        <source>The hardware clock is %1 ahead of this clock.</source>
        <translation>ハードウェアクロックは、この時計より %1 進んでいます。</translation>
    </message>
    <message>
        <source>The hardware clock is %1 behind this clock.</source>
        <translation>ハードウェアクロックは、この時計より %1 遅れています。</translation>
    </message>
    <message>
        <source>Against the right time that is a whole number of quarter hours (%1), as between time zones: it keeps local time and the system takes it for universal time, or the other way round.</source>
        <translation>正しい時刻との差は、タイムゾーンの間の差のように 15 分の整数倍（%1）です。ハードウェアクロックが現地時刻を示し、システムがそれを協定世界時として扱っているか、その逆です。</translation>
    </message>
    <message>
        <source>This clock begins with its time when the computer is started, and is as wrong until a server corrects it.</source>
        <translation>この時計は、コンピューターの起動時にハードウェアクロックの時刻から始まるため、サーバーによって補正されるまで同じだけ狂います。</translation>
    </message>
    <message>
        <source>The hardware clock shows another zone&apos;s time</source>
        <translation>ハードウェアクロックが別のタイムゾーンの時刻を示しています</translation>
    </message>
    <message>
        <source>The hardware clock is %1 ahead</source>
        <translation>ハードウェアクロックが %1 進んでいます</translation>
    </message>
    <message>
        <source>The hardware clock is %1 behind</source>
        <translation>ハードウェアクロックが %1 遅れています</translation>
    </message>
    <message>
        <source>Once this clock is right, set the hardware clock from it: &quot;sudo hwclock --systohc&quot;. A time service can keep it right from then on; chrony does with the line &quot;rtcsync&quot;.</source>
        <translation>この時計が正しくなったら、ハードウェアクロックをこの時計に合わせてください: 「sudo hwclock --systohc」。その後は時刻サービスが正しく保つこともできます。chrony は「rtcsync」の行があればそうします。</translation>
    </message>
    <message>
        <source>It would not be so if this clock were the wrong one of the two: compare it with servers first.</source>
        <translation>狂っているのがこの時計の方なら、この診断は当てはまりません。まずこの時計をサーバーと比較してください。</translation>
    </message>
    <message>
        <source>All that it can be compared with agree that it is %1, and it was kept to them before. So it fell behind at once, as it does when a host stops its virtual machine or sleeps itself.</source>
        <translation>比較できるものはすべて、この時計が %1だと一致して示しており、以前はこの時計もそれらに合っていました。つまり、一度に遅れたことになります。ホストが仮想マシンを止めたときや、ホスト自身がスリープしたときに起こります。</translation>
    </message>
    <message>
        <source>This computer slept for %1, until %2. Since then its clock is %3.</source>
        <comment>…, until … ago</comment>
        <translation>このコンピューターは %2まで %1スリープしていました。それ以来、時計は %3です。</translation>
    </message>
    <message>
        <source>Nothing ran here for %1, until %2. Since then this clock is %3.</source>
        <comment>…, until … ago</comment>
        <translation>ここでは %2まで %1何も動いていませんでした。それ以来、この時計は %3です。</translation>
    </message>
    <message>
        <source>This computer stood still with its clocks for %1, until %2: all servers have moved ahead together. Since then this clock is %3.</source>
        <comment>…, until … ago</comment>
        <translation>このコンピューターは、時計を含めて %2まで %1止まっていました。すべてのサーバーがそろって先へ進んでいます。それ以来、この時計は %3です。</translation>
    </message>
    <message numerus="yes">
        <source>%n time service(s) correct(s) it now.</source>
        <translation>
            <numerusform>現在、%n 個の時刻サービスが補正しています。</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing corrects it.</source>
        <translation>補正するものはありません。</translation>
    </message>
    <message>
        <source>Step it now: that mends it at once.</source>
        <translation>今ステップ補正してください。すぐに直ります。</translation>
    </message>
    <message>
        <source>This clock fell %1 behind: the computer slept</source>
        <translation>この時計が %1 遅れました: コンピューターがスリープしていました</translation>
    </message>
    <message>
        <source>This clock fell %1 behind everyone: the machine was paused</source>
        <translation>この時計がほかのすべてより %1 遅れました: マシンが一時停止していました</translation>
    </message>
    <message>
        <source>Little by little it would take chrony %1.</source>
        <translation>少しずつ補正すると、chrony では %1かかります。</translation>
    </message>
    <message>
        <source>It would not be so if this clock had been as wrong before.</source>
        <translation>この時計が以前から同じだけ狂っていたなら、この診断は当てはまりません。</translation>
    </message>
    <message>
        <source>It would not be so if somebody had set this clock back, or if this computer had just been started with a wrong time.</source>
        <translation>誰かがこの時計を戻したか、このコンピューターが誤った時刻で起動したばかりなら、この診断は当てはまりません。</translation>
    </message>
    <message>
        <source>not long ago</source>
        <translation>少し前</translation>
    </message>
    <message>
        <source>Something set this clock forward by %1</source>
        <translation>何かがこの時計を %1 進めました</translation>
    </message>
    <message>
        <source>Something set this clock back by %1</source>
        <translation>何かがこの時計を %1 戻しました</translation>
    </message>
    <message>
        <source>It would not be so if a time service&apos;s log told of a step at that time.</source>
        <translation>時刻サービスのログにその時刻のステップ調整が記録されていれば、そうではありません。</translation>
    </message>
    <message>
        <source>&quot;timedatectl&quot; says &quot;System clock synchronized: yes&quot;, and this clock is %1.</source>
        <translation>「timedatectl」は「System clock synchronized: yes」と示していますが、この時計は %1 です。</translation>
    </message>
    <message>
        <source>&quot;timedatectl&quot; says &quot;System clock synchronized: yes&quot;, and nothing else here tells whether this clock is right.</source>
        <translation>「timedatectl」は「System clock synchronized: yes」と示していますが、この時計が正しいかどうかがわかるものは、ほかにここにはありません。</translation>
    </message>
    <message>
        <source>That &quot;yes&quot; only means that the kernel reckons with an error below 16 s. It stays for almost nine hours after the last update.</source>
        <translation>この「yes」は、カーネルの見込む誤差が 16 秒未満だという意味にすぎません。最後の更新から 9 時間近く「yes」のままです。</translation>
    </message>
    <message>
        <source>The last update was %1.</source>
        <comment>… ago</comment>
        <translation>最後の更新は %1です。</translation>
    </message>
    <message>
        <source>&quot;System clock synchronized: yes&quot; does not prove it</source>
        <translation>「System clock synchronized: yes」は証明になりません</translation>
    </message>
    <message>
        <source>Go by what is measured: compare this clock with some servers.</source>
        <translation>測定した結果で判断してください。この時計をいくつかのサーバーと比較してください。</translation>
    </message>
    <message>
        <source>It would not be so if a majority of servers, asked now, put this clock right.</source>
        <translation>今問い合わせたサーバーの多数がこの時計を正しいと示すなら、この診断は当てはまりません。</translation>
    </message>
    <message>
        <source>The kernel reckons with an error of %1; from 16 s on &quot;timedatectl&quot; says no.</source>
        <translation>カーネルは %1 の誤差を見込んでいます。16 秒以上になると、「timedatectl」は「no」と示します。</translation>
    </message>
    <message>
        <source>The kernel reckons with an error of 16 s or more; then &quot;timedatectl&quot; says no.</source>
        <translation>カーネルは 16 秒以上の誤差を見込んでいます。その場合、「timedatectl」は「no」と示します。</translation>
    </message>
    <message>
        <source>&quot;System clock synchronized: no&quot;, and yet it is right</source>
        <translation>「System clock synchronized: no」でも、時計は正しく動いています</translation>
    </message>
    <message>
        <source>A time service follows a source, and nothing shows that this clock is wrong.</source>
        <translation>時刻サービスは時刻源に同期しており、この時計が狂っていることを示すものはありません。</translation>
    </message>
    <message>
        <source>Look at the root dispersion of the source: a server that is so unsure of itself makes the error so large, and another one mends it. If it is small, the time service that was asked is not the one that keeps this clock.</source>
        <translation>時刻源のルート分散を確認してください。サーバー自身の不確かさが大きいと誤差もこれほど大きくなり、別のサーバーに替えれば直ります。ルート分散が小さいなら、問い合わせた時刻サービスは、この時計を合わせているものではありません。</translation>
    </message>
    <message>
        <source>It would not be so if the flag changed to yes with the next update.</source>
        <translation>次の更新でフラグが「yes」に変わるなら、この診断は当てはまりません。</translation>
    </message>
    <message>
        <source>The kernel counts this clock as not synchronised</source>
        <translation>カーネルはこの時計を同期していないものとして扱っています</translation>
    </message>
    <message>
        <source>chrony follows a source and keeps this clock right, and the kernel&apos;s mark for &quot;not synchronised&quot; (STA_UNSYNC) is set all the same: chrony takes it away only with the line &quot;rtcsync&quot;. Some programs go by the mark, such as ntptime and node_exporter, and the kernel does not set the hardware clock meanwhile.</source>
        <translation>chrony は時刻源に同期し、この時計を正しく保っていますが、「同期していない」というカーネルのフラグ（STA_UNSYNC）が立ったままです。chrony がこれを下ろすのは、「rtcsync」の行があるときだけです。ntptime や node_exporter など、このフラグで判断するプログラムがあります。また、その間カーネルはハードウェアクロックを設定しません。</translation>
    </message>
    <message>
        <source>Add the line &quot;rtcsync&quot; to chrony&apos;s configuration and restart it, unless it was left out on purpose.</source>
        <translation>意図的に省いたのでなければ、chrony の設定に「rtcsync」の行を追加し、再起動してください。</translation>
    </message>
    <message>
        <source>It would not be so if chrony&apos;s configuration had that line already.</source>
        <translation>chrony の設定にすでにその行があるなら、この診断は当てはまりません。</translation>
    </message>
    <message>
        <source>%1&#xa0;ppm</source>
        <translation>%1&#xa0;ppm</translation>
    </message>
    <message>
        <source>Left alone, this clock would gain %1, which is %2 a day. Most are within 100 ppm.</source>
        <translation>補正しなければ、この時計は %1 進みます（1 日に %2）。ほとんどの時計は 100 ppm 以内です。</translation>
    </message>
    <message>
        <source>Left alone, this clock would lose %1, which is %2 a day. Most are within 100 ppm.</source>
        <translation>補正しなければ、この時計は %1 遅れます（1 日に %2）。ほとんどの時計は 100 ppm 以内です。</translation>
    </message>
    <message>
        <source>More than 500 ppm many time services cannot correct.</source>
        <translation>500 ppm を超えると、多くの時刻サービスでは補正できません。</translation>
    </message>
    <message>
        <source>This clock runs fast by %1</source>
        <translation>この時計は %1 速く動いています</translation>
    </message>
    <message>
        <source>This clock runs slow by %1</source>
        <translation>この時計は %1 遅く動いています</translation>
    </message>
    <message>
        <source>Look for a second program that moves this clock, and in a virtual machine at the tools of its host and at its clock source. When that is mended, remove the time service&apos;s drift file and restart it.</source>
        <translation>この時計を動かしている 2 つ目のプログラムがないか、仮想マシンならホストのツールとクロックソースも確認してください。直したら、時刻サービスのドリフトファイルを削除し、時刻サービスを再起動してください。</translation>
    </message>
    <message>
        <source>It would not be so if one time service alone kept this clock and the number stayed the same for days: then the computer&apos;s oscillator is so poor.</source>
        <translation>この時計を合わせる時刻サービスが一つだけで、値が何日も変わらないなら、この診断は当てはまりません。その場合は、コンピューターの発振器の性能が低いためです。</translation>
    </message>
    <message>
        <source>Whether this clock is right cannot be told</source>
        <translation>この時計が正しいかどうかはわかりません</translation>
    </message>
    <message>
        <source>Ask servers that are nearer or surer of themselves, or choose a wider limit in the preferences.</source>
        <translation>より近いサーバーか、自身の誤差がより小さいサーバーに問い合わせるか、設定で許容値を大きくしてください。</translation>
    </message>
    <message>
        <source>It would not be so if a server with a smaller error answered.</source>
        <translation>誤差のより小さいサーバーが応答すれば、この診断は当てはまりません。</translation>
    </message>
    <message>
        <source>No server has answered for %1</source>
        <translation>どのサーバーも %1応答していません</translation>
    </message>
    <message>
        <source>See whether this computer has a network, whether a firewall lets UDP port 123 through, and whether the servers in the list still exist.</source>
        <translation>このコンピューターがネットワークにつながっているか、ファイアウォールが UDP ポート 123 を通しているか、一覧のサーバーがまだ存在するかを確認してください。</translation>
    </message>
    <message>
        <source>It would not be so if one of the servers answered now.</source>
        <translation>今サーバーのどれかが応答すれば、この診断は当てはまりません。</translation>
    </message>
    <message>
        <source>Have a time service correct it that follows right servers: most of them set a clock that is far off at once when they are started.</source>
        <translation>正しいサーバーに同期する時刻サービスに補正させてください。多くの時刻サービスは、大きくずれた時計を起動時に一度に合わせます。</translation>
    </message>
    <message>
        <source>Have a time service set the clock, and have the hardware clock keep universal time; Windows on this computer has to be told so as well. To choose another time zone would only hide the error.</source>
        <translation>時刻サービスに時計を合わせさせ、ハードウェアクロックを協定世界時で保ってください。このコンピューターの Windows にも同じ設定が必要です。別のタイムゾーンを選んでも、誤りを隠すだけです。</translation>
    </message>
    <message>
        <source>Have a time service correct it: most of them set a clock that is far off at once when they are started.</source>
        <translation>時刻サービスに補正させてください。多くの時刻サービスは、大きくずれた時計を起動時に一度に合わせます。</translation>
    </message>
    <message>
        <source>This clock was set forward by %1 at once, %2. No time service had just been started, and none has a rule by which it would do so by itself.</source>
        <comment>…, … ago</comment>
        <translation>この時計は%2、一度に %1 進められました。そのとき起動したばかりの時刻サービスはなく、自分からそうする規則を持つものもありません。</translation>
    </message>
    <message>
        <source>This clock was set back by %1 at once, %2. No time service had just been started, and none has a rule by which it would do so by itself.</source>
        <comment>…, … ago</comment>
        <translation>この時計は%2、一度に %1 戻されました。そのとき起動したばかりの時刻サービスはなく、自分からそうする規則を持つものもありません。</translation>
    </message>
    <message>
        <source>If you stepped it, here or with chronyc makestep, all is well. Else look for what may set the clock: tools of a virtual machine&apos;s host, a second time service, a script with &quot;date&quot; or &quot;hwclock&quot;.</source>
        <translation>ここで、または chronyc makestep で、自分でステップ補正したのであれば問題ありません。そうでなければ、時計を設定しうるものを探してください。仮想マシンのホストのツール、2 つ目の時刻サービス、「date」や「hwclock」を使うスクリプトなどです。</translation>
    </message>
    <message>
        <source>How far it is off is known to %1 only, and that is wider than the limit of %2.</source>
        <translation>ずれは %1 の幅でしかわからず、これは許容値の %2 より広い幅です。</translation>
    </message>
    <message>
        <source>For %1 there was no valid answer from anybody, neither to a time service nor to this program. A clock that nobody corrects may well be %2 off by now.</source>
        <translation>時刻サービスにもこのプログラムにも、%1どこからも有効な応答がありません。補正されない時計は、今ごろ %2 ずれていてもおかしくありません。</translation>
    </message>
    <message>
        <source>This clock is %1. %2 takes that away little by little, by no more than one second in %3 s (maxslewrate), so it takes %4 (%3 × %5).</source>
        <translation>この時計は %1です。%2 はこれを少しずつ補正します。補正できるのは %3 秒につき 1 秒までなので（maxslewrate）、%4かかります（%3 × %5）。</translation>
    </message>
    <message>
        <source>A pause of this machine for just as long would look the same.</source>
        <translation>このマシンがちょうど同じだけ停止していた場合も、同じように見えます。</translation>
    </message>
    <message>
        <source>Its log says: &quot;%1&quot;.</source>
        <comment>a line</comment>
        <translation>ログには「%1」とあります。</translation>
    </message>
    <message>
        <source>This clock had lost the time when the computer started</source>
        <translation>起動したとき、時計は正しい時刻を失っていました</translation>
    </message>
    <message>
        <source>It was behind the time that had been noted last, so systemd-timesyncd began with that. How long the computer was off is not known, and no server had answered when the log ended.</source>
        <translation>時計は最後に記録された時刻より遅れていたため、systemd-timesyncd はその記録された時刻から始めました。電源が切れていた時間はわからず、ログの終わりまでにどのサーバーも応答していません。</translation>
    </message>
    <message>
        <source>Once a server answers the clock is set. If this comes back at each start, the battery of the hardware clock is empty, or there is none.</source>
        <translation>サーバーが応答すれば、時計は合わせられます。起動のたびに起きる場合は、ハードウェア時計の電池が切れているか、電池がありません。</translation>
    </message>
    <message>
        <source>It would not be so if somebody had set the clock back by hand.</source>
        <translation>誰かが手動で時計を戻したのであれば、そうではありません。</translation>
    </message>
    <message>
        <source>The clock went on by more than the time that had passed. So it is after a sleep, or when a virtual machine was paused and its host set its clock.</source>
        <translation>時計が、実際に過ぎた時間よりも大きく進みました。スリープのあとや、仮想マシンが一時停止され、ホストがその時計を合わせたときに起こります。</translation>
    </message>
    <message>
        <source>The clock went back, and no time service did that: another program, or a person, set it.</source>
        <translation>時計が戻りましたが、時刻サービスによるものではありません。別のプログラムか人が時計を変更しました。</translation>
    </message>
    <message>
        <source>This clock jumped forward</source>
        <translation>時計が急に進みました</translation>
    </message>
    <message>
        <source>This clock jumped back</source>
        <translation>時計が急に戻りました</translation>
    </message>
    <message>
        <source>Nothing, if the computer slept: the servers are asked anew. Else look for a second program that sets the clock.</source>
        <translation>コンピューターがスリープしていたのなら、何もする必要はありません。サーバーへの問い合わせはやり直されます。そうでなければ、時計を変更している別のプログラムを探してください。</translation>
    </message>
    <message>
        <source>Look for what sets the clock: a second time service, tools of a virtual machine&apos;s host, a script with &quot;date&quot; or &quot;hwclock&quot;.</source>
        <translation>時計を変更しているものを探してください。別の時刻サービス、仮想マシンのホストのツール、「date」や「hwclock」を使うスクリプトなどが考えられます。</translation>
    </message>
    <message>
        <source>It would not be so if the computer had neither slept nor been paused: then something set the clock.</source>
        <translation>コンピューターがスリープも一時停止もしていなければ、そうではありません。その場合は何かが時計を変更しています。</translation>
    </message>
    <message>
        <source>It is %1 (%2): as much as two time zones differ, give or take a minute or so. Most likely the time was set by hand for the wrong zone, or the hardware clock keeps local time, as Windows wants it, and the system took it for universal time.</source>
        <translation>この時計は %1（%2）で、1 分ほどの違いを除けば、タイムゾーンの間の差にあたります。おそらく、誤ったタイムゾーンの時刻を手動で設定したか、ハードウェアクロックが Windows の流儀で現地時刻を示していて、システムがそれを協定世界時として扱ったためです。</translation>
    </message>
</context>
<context>
    <name>synchroscope::ClockPanel</name>
    <message>
        <source>This computer&apos;s clock</source>
        <translation>このコンピューターの時計</translation>
    </message>
    <message>
        <source>Local time</source>
        <translation>現地時刻</translation>
    </message>
    <message>
        <source>Universal time (UTC)</source>
        <translation>協定世界時 (UTC)</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>タイムゾーン</translation>
    </message>
    <message>
        <source>Hardware clock</source>
        <translation>ハードウェアクロック</translation>
    </message>
    <message>
        <source>Synchronised</source>
        <translation>同期</translation>
    </message>
    <message>
        <source>Time service</source>
        <translation>時刻サービス</translation>
    </message>
    <message>
        <source>Frequency</source>
        <translation>周波数</translation>
    </message>
    <message>
        <source>Nothing can be changed from here: systemd-timedated, which does that, is not available.</source>
        <translation>ここからは何も変更できません。変更を行う systemd-timedated が利用できません。</translation>
    </message>
    <message>
        <source>Keep in universal time</source>
        <translation>協定世界時で保つ</translation>
    </message>
    <message>
        <source>Turn network time off</source>
        <translation>ネットワーク時刻を無効にする</translation>
    </message>
    <message>
        <source>Turn network time on</source>
        <translation>ネットワーク時刻を有効にする</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>変更…</translation>
    </message>
    <message>
        <source>Change: %1</source>
        <translation>変更: %1</translation>
    </message>
    <message>
        <source>Waiting for permission or the system…</source>
        <translation>許可またはシステムを待っています…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Kernel details</source>
        <translation>カーネルの詳細</translation>
    </message>
    <message>
        <source>Keep in local time</source>
        <translation>現地時刻で保つ</translation>
    </message>
    <message>
        <source>Machine</source>
        <translation>マシン</translation>
    </message>
    <message>
        <source>What happened last</source>
        <translation>最後の出来事</translation>
    </message>
    <message>
        <source>%1
%2</source>
        <comment>value, what it means</comment>
        <translation>%1
%2</translation>
    </message>
    <message>
        <source>What the kernel itself tells of this clock: what it still has to correct, its errors, its status, leap seconds and TAI.</source>
        <translation>この時計についてカーネル自身が示すものです。残りの補正量、誤差、状態フラグ、うるう秒、TAI があります。</translation>
    </message>
    <message>
        <source>%1: %2
%3</source>
        <comment>name, value, what it means</comment>
        <translation>%1: %2
%3</translation>
    </message>
</context>
<context>
    <name>synchroscope::DiffView</name>
    <message>
        <source>%1 (new)</source>
        <comment>a file</comment>
        <translation>%1（新規）</translation>
    </message>
    <message>
        <source>%1 (removed)</source>
        <comment>a file</comment>
        <translation>%1（削除）</translation>
    </message>
    <message>
        <source>Changes of files, line by line</source>
        <translation>ファイルの行ごとの変更</translation>
    </message>
</context>
<context>
    <name>synchroscope::DraftStack</name>
    <message numerus="yes">
        <source>%n server(s)</source>
        <translation>
            <numerusform>%n 台のサーバー</numerusform>
        </translation>
    </message>
    <message>
        <source>add %1</source>
        <comment>a server, or how many</comment>
        <translation>%1 の追加</translation>
    </message>
    <message>
        <source>switch %1 on</source>
        <comment>a server, or how many</comment>
        <translation>%1 をオンに変更</translation>
    </message>
    <message>
        <source>switch %1 off</source>
        <comment>a server, or how many</comment>
        <translation>%1 をオフに変更</translation>
    </message>
    <message>
        <source>remove %1</source>
        <comment>a server, or how many</comment>
        <translation>%1 の削除</translation>
    </message>
    <message>
        <source>leave %1 as it is</source>
        <comment>a server, or how many</comment>
        <translation>%1 の変更の取りやめ</translation>
    </message>
    <message>
        <source>change %1</source>
        <comment>a server</comment>
        <translation>%1 の変更</translation>
    </message>
    <message>
        <source>use only these</source>
        <translation>これだけを使用</translation>
    </message>
    <message>
        <source>use the others too</source>
        <translation>ほかも使用</translation>
    </message>
    <message>
        <source>leave it without any server</source>
        <translation>サーバーなしに変更</translation>
    </message>
    <message>
        <source>leave out what the network hands out</source>
        <translation>配布されたサーバーの除外</translation>
    </message>
    <message>
        <source>leave out what has gone</source>
        <translation>なくなったものの除外</translation>
    </message>
    <message>
        <source>add what has gone</source>
        <translation>なくなったものの追加</translation>
    </message>
    <message>
        <source>discard the changes</source>
        <translation>変更の破棄</translation>
    </message>
    <message>
        <source>do not leave it without any server</source>
        <translation>サーバーなしの取りやめ</translation>
    </message>
    <message>
        <source>take what the network hands out</source>
        <translation>配布されたサーバーの使用</translation>
    </message>
</context>
<context>
    <name>synchroscope::DurationField</name>
    <message>
        <source>Unit of &quot;%1&quot;</source>
        <translation>「%1」の単位</translation>
    </message>
</context>
<context>
    <name>synchroscope::EventWords</name>
    <message>
        <source>This computer&apos;s clock is being moved little by little, by %1 so far.</source>
        <translation>このコンピューターの時計が少しずつ動かされています。これまでに %1 です。</translation>
    </message>
    <message>
        <source>This computer&apos;s clock was moved by %1 within %2, little by little, as time services do to avoid a jump.</source>
        <translation>このコンピューターの時計が %2 かけて少しずつ %1 動かされました。時刻サービスが飛びを避けるために行うことです。</translation>
    </message>
    <message>
        <source>This computer slept for %1. What was measured before tells nothing of its clock after; it is measured anew.</source>
        <translation>このコンピューターは %1スリープしていました。その前の測定からは今の時計のことはわからないため、測り直します。</translation>
    </message>
    <message>
        <source>This program did not run for %1, while the clock went on: the program or the whole computer was stopped.</source>
        <translation>時計が進む間、このプログラムは %1動いていませんでした。プログラムまたはコンピューター全体が止められていました。</translation>
    </message>
    <message>
        <source>All servers have moved ahead by %1 together. So it was this computer that stood still, with its clock: a virtual machine that its host has paused, for instance.</source>
        <translation>すべてのサーバーがそろって %1 進みました。つまり止まっていたのは、時計を含めたこのコンピューターの方です。たとえば、ホストに一時停止された仮想マシンです。</translation>
    </message>
    <message>
        <source>clock set forward %1</source>
        <extracomment>%1 is a span of time. A mark on the chart.</extracomment>
        <translation>時計を %1 進めた</translation>
    </message>
    <message>
        <source>clock set back %1</source>
        <translation>時計を %1 戻した</translation>
    </message>
    <message>
        <source>clock slewed forward %1</source>
        <extracomment>%1 is a span of time. A mark on the chart: the clock ran faster, or slower, until it had moved.</extracomment>
        <translation>時計を徐々に %1 進めた</translation>
    </message>
    <message>
        <source>clock slewed back %1</source>
        <translation>時計を徐々に %1 戻した</translation>
    </message>
    <message>
        <source>slept %1</source>
        <extracomment>%1 is how long this computer was suspended. A mark on the chart.</extracomment>
        <translation>スリープ %1</translation>
    </message>
    <message>
        <source>stopped for %1</source>
        <extracomment>%1 is how long this program did not run. A mark on the chart.</extracomment>
        <translation>停止 %1</translation>
    </message>
    <message>
        <source>paused for %1</source>
        <extracomment>%1 is how long this computer stood still, with its clock. A mark on the chart.</extracomment>
        <translation>一時停止 %1</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <extracomment>%1 is what happened to the clock, %2 how long ago.</extracomment>
        <translation>%1、%2</translation>
    </message>
    <message>
        <source>A second was taken from the day, all over the world, to keep it with the Earth: this computer&apos;s clock left its last second out, as the servers did. That is no fault; they are asked anew.</source>
        <translation>地球の自転に合わせて、世界中でこの日から 1 秒が除かれました。このコンピューターの時計もサーバーと同じく最後の 1 秒を飛ばしました。異常ではありません。サーバーには改めて問い合わせます。</translation>
    </message>
    <message>
        <source>A second was added to the day, all over the world, to keep it with the Earth: this computer&apos;s clock counted its last second twice, as the servers did. That is no fault; they are asked anew.</source>
        <translation>地球の自転に合わせて、世界中でこの日に 1 秒が加えられました。このコンピューターの時計もサーバーと同じく最後の 1 秒を二度数えました。異常ではありません。サーバーには改めて問い合わせます。</translation>
    </message>
    <message>
        <source>leap second deleted</source>
        <extracomment>A mark on the chart: the kernel took a second from the day, or added one to it.</extracomment>
        <translation>うるう秒の削除</translation>
    </message>
    <message>
        <source>leap second inserted</source>
        <translation>うるう秒の挿入</translation>
    </message>
    <message>
        <source>right</source>
        <extracomment>The state of this computer&apos;s clock, as the next ones.</extracomment>
        <translation>正確</translation>
    </message>
    <message>
        <source>settling</source>
        <translation>調整中</translation>
    </message>
    <message>
        <source>kept right by nobody</source>
        <translation>正しく保つものなし</translation>
    </message>
    <message>
        <source>wrong</source>
        <translation>狂いあり</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>不明</translation>
    </message>
    <message>
        <source>clock is right</source>
        <extracomment>A mark on the chart: the state of this computer&apos;s clock, as the next ones.</extracomment>
        <translation>時計は正確</translation>
    </message>
    <message>
        <source>clock is settling</source>
        <translation>時計は調整中</translation>
    </message>
    <message>
        <source>nothing keeps the clock right</source>
        <translation>時計を正しく保つものなし</translation>
    </message>
    <message>
        <source>clock is wrong</source>
        <translation>時計に狂いあり</translation>
    </message>
    <message>
        <source>clock: not certain</source>
        <translation>時計は不確か</translation>
    </message>
    <message>
        <source>From then on this computer&apos;s clock was right, and somebody kept it right.</source>
        <translation>この時点から、このコンピューターの時計は正確で、正しく保つものもありました。</translation>
    </message>
    <message>
        <source>From then on this computer&apos;s clock was settling: answers were being gathered, or a correction was under way.</source>
        <translation>この時点から、このコンピューターの時計は調整中でした。応答を集めているか、補正しているところでした。</translation>
    </message>
    <message>
        <source>From then on nothing kept this computer&apos;s clock right, though it may have shown the right time for a while.</source>
        <translation>この時点から、このコンピューターの時計を正しく保つものがなくなりました。それでも、しばらくは正しい時刻を示していたかもしれません。</translation>
    </message>
    <message>
        <source>From then on this computer&apos;s clock was wrong: off by more than the limit for certain.</source>
        <translation>この時点から、このコンピューターの時計は狂っていました。ずれが確実に許容値を超えていました。</translation>
    </message>
    <message>
        <source>From then on there was no fresh evidence of whether this computer&apos;s clock was right, or none that was narrow enough.</source>
        <translation>この時点から、このコンピューターの時計が正しいかどうかを判断できる、新しい、または十分に精度の高い根拠がなくなりました。</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <extracomment>A time service and its version.
----------
Two sentences.</extracomment>
        <translation>%1%2</translation>
    </message>
    <message>
        <source>%1 followed no source any more; before, it followed %2. Until it follows one again, this clock runs by itself.</source>
        <translation>%1 はどの時刻源にも同期しなくなりました。それまでは %2 に同期していました。再びどれかに同期するまで、この時計は補正されずに進みます。</translation>
    </message>
    <message>
        <source>%1 began to follow %2; before, it followed no source.</source>
        <translation>%1 は %2 に同期し始めました。それまではどの時刻源にも同期していませんでした。</translation>
    </message>
    <message>
        <source>%1 began to follow %2 instead of %3. That is no fault: it takes whichever seems best.</source>
        <translation>%1 の同期先が %3 から %2 に変わりました。異常ではありません。最も良いと思われる時刻源が選ばれます。</translation>
    </message>
    <message>
        <source>%1 took %2 for wrong: its time contradicted that of the majority. It was not followed any more.</source>
        <translation>%1 は %2 を誤りとみなしました。その時刻が多数と食い違ったためです。以後、同期には使われなくなりました。</translation>
    </message>
    <message>
        <source>%1 contradicted the majority of the servers that this program asks, and was not counted any more.</source>
        <translation>%1 は、このプログラムが問い合わせるサーバーの多数と食い違い、結果に加えられなくなりました。</translation>
    </message>
    <message>
        <source>%1 believed %2 again: its time agreed with that of the majority.</source>
        <translation>%1 は %2 を再び信用しました。その時刻が多数と一致したためです。</translation>
    </message>
    <message>
        <source>%1 agreed again with the majority of the servers that this program asks.</source>
        <translation>%1 は、このプログラムが問い合わせるサーバーの多数と再び一致しました。</translation>
    </message>
    <message>
        <source>%1 did not answer any of the last eight questions of %2.</source>
        <translation>%1 は、%2 からの直近 8 回の問い合わせに一度も応答しませんでした。</translation>
    </message>
    <message>
        <source>%1 did not answer any of the last eight questions of this program.</source>
        <translation>%1 は、このプログラムからの直近 8 回の問い合わせに一度も応答しませんでした。</translation>
    </message>
    <message>
        <source>%1 answered %2 again, after %3 without an answer.</source>
        <translation>%1 は、%3応答がなかった後、%2 に再び応答しました。</translation>
    </message>
    <message>
        <source>%1 answered this program again, after %2 without an answer.</source>
        <translation>%1 は、%2応答がなかった後、このプログラムに再び応答しました。</translation>
    </message>
    <message>
        <source>At the end of the month, in UTC, the last second is left out, all over the world.</source>
        <translation>UTC でその月が終わるとき、世界中で最後の 1 秒が除かれます。</translation>
    </message>
    <message>
        <source>At the end of the month, in UTC, one second more is counted, all over the world.</source>
        <translation>UTC でその月が終わるとき、世界中で 1 秒が加えられます。</translation>
    </message>
    <message>
        <source>A leap second was announced: this computer&apos;s kernel knows of it.</source>
        <translation>うるう秒が予告されました。このコンピューターのカーネルにも伝わっています。</translation>
    </message>
    <message>
        <source>A leap second was announced by %1.</source>
        <translation>%1 がうるう秒を予告しました。</translation>
    </message>
    <message>
        <source>Clock</source>
        <extracomment>A group of events, as the next ones.</extracomment>
        <translation>時計</translation>
    </message>
    <message>
        <source>Time services</source>
        <translation>時刻サービス</translation>
    </message>
    <message>
        <source>Sources</source>
        <translation>時刻源</translation>
    </message>
    <message>
        <source>Configuration</source>
        <translation>設定</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>判定</translation>
    </message>
    <message>
        <source>follows no source</source>
        <extracomment>%1 is a source. A mark on the chart, as the next ones.</extracomment>
        <translation>同期先なし</translation>
    </message>
    <message>
        <source>now follows %1</source>
        <translation>%1 に同期</translation>
    </message>
    <message>
        <source>%1 outvoted</source>
        <translation>%1 を多数決で除外</translation>
    </message>
    <message>
        <source>%1 believed again</source>
        <translation>%1 を再び信用</translation>
    </message>
    <message>
        <source>no answer from %1</source>
        <translation>%1 の応答なし</translation>
    </message>
    <message>
        <source>%1 answers again</source>
        <translation>%1 の応答再開</translation>
    </message>
    <message>
        <source>%1 restarted</source>
        <extracomment>%1 is a time service.</extracomment>
        <translation>%1 の再起動</translation>
    </message>
    <message>
        <source>%1 started</source>
        <translation>%1 の開始</translation>
    </message>
    <message>
        <source>%1 stopped</source>
        <translation>%1 の停止</translation>
    </message>
    <message>
        <source>%1 does not answer</source>
        <translation>%1 の応答なし</translation>
    </message>
    <message>
        <source>%1 changed</source>
        <extracomment>%1 is a file.</extracomment>
        <translation>%1 の変更</translation>
    </message>
    <message>
        <source>leap second announced</source>
        <translation>うるう秒の予告</translation>
    </message>
    <message>
        <source>time zone %1</source>
        <translation>タイムゾーン %1</translation>
    </message>
    <message>
        <source>network time on</source>
        <translation>ネットワーク時刻 有効</translation>
    </message>
    <message>
        <source>network time off</source>
        <translation>ネットワーク時刻 無効</translation>
    </message>
    <message>
        <source>Synchroscope started</source>
        <translation>Synchroscope の起動</translation>
    </message>
    <message>
        <source>%1 was restarted. It asks its servers anew, and needs some answers before it follows one.</source>
        <translation>%1 が再起動されました。サーバーに改めて問い合わせ、いくつか応答を得てから同期します。</translation>
    </message>
    <message>
        <source>%1 stopped: from then on it corrected this clock no more.</source>
        <translation>%1 が停止しました。以後、この時計を補正しなくなりました。</translation>
    </message>
    <message>
        <source>%1 ran on and answered no questions any more.</source>
        <translation>%1 は動き続けていましたが、問い合わせに応答しなくなりました。</translation>
    </message>
    <message>
        <source>The file %1 of %2 was changed, created or removed. Whether that is in effect is for %2 to say: the page &quot;Servers&quot; compares the two.</source>
        <translation>%2 のファイル %1 が変更、作成、または削除されました。それが有効になっているかどうかは %2 自身が示します。「サーバー」のページで両者を比べられます。</translation>
    </message>
    <message>
        <source>The time zone was changed from %1 to %2. The clock itself was not moved: it counts universal time, and only what is shown has changed.</source>
        <translation>タイムゾーンが %1 から %2 に変更されました。時計そのものは動いていません。時計は協定世界時を刻んでおり、変わったのは表示だけです。</translation>
    </message>
    <message>
        <source>Network time was turned on: the system starts a time service that keeps this clock right.</source>
        <translation>ネットワーク時刻が有効になりました。この時計を正しく保つ時刻サービスをシステムが開始します。</translation>
    </message>
    <message>
        <source>Network time was turned off: the system has stopped its time service, and nothing keeps this clock right unless another does.</source>
        <translation>ネットワーク時刻が無効になりました。システムの時刻サービスは停止され、ほかに動いているものがなければ、この時計を正しく保つものはありません。</translation>
    </message>
    <message>
        <source>%1 Before: %2.</source>
        <extracomment>A sentence, and what the clock was before (&quot;wrong&quot;).</extracomment>
        <translation>%1それまでの状態: %2。</translation>
    </message>
    <message>
        <source>This program was started. What happened while it did not run was seen by nobody.</source>
        <translation>このプログラムを起動しました。動いていなかった間の出来事は記録されていません。</translation>
    </message>
    <message>
        <source>this program</source>
        <extracomment>Whose event it is.</extracomment>
        <translation>このプログラム</translation>
    </message>
    <message>
        <source>within %1</source>
        <translation>%1 かけて</translation>
    </message>
    <message>
        <source>before: %1</source>
        <extracomment>%1 is a source, or a time zone.
----------
%1 is the state of this computer&apos;s clock.</extracomment>
        <translation>それまで: %1</translation>
    </message>
    <message>
        <source>after %1</source>
        <translation>%1 ぶり</translation>
    </message>
    <message>
        <source>one second less</source>
        <translation>1 秒減</translation>
    </message>
    <message>
        <source>one second more</source>
        <translation>1 秒増</translation>
    </message>
    <message>
        <source>This computer&apos;s clock was set forward by %1 at once, by a program or by hand.</source>
        <translation>このコンピューターの時計が、プログラムまたは手動で、一度に %1 進められました。</translation>
    </message>
    <message>
        <source>This computer&apos;s clock was set back by %1 at once, by a program or by hand.</source>
        <translation>このコンピューターの時計が、プログラムまたは手動で、一度に %1 戻されました。</translation>
    </message>
    <message>
        <source>%1 was started. It needs some answers from its servers before it follows one.</source>
        <translation>%1 が開始されました。サーバーからいくつか応答を得てから同期します。</translation>
    </message>
</context>
<context>
    <name>synchroscope::EventsModel</name>
    <message>
        <source>When</source>
        <translation>日時</translation>
    </message>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>プログラム</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>詳細</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>date and time of day</comment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>when, and how long ago</comment>
        <translation>%1、%2</translation>
    </message>
    <message>
        <source>The local time at which it happened, and how long ago that is. When the clock is stepped, earlier events move with it, so that their ages stay true.</source>
        <translation>起きた時の現地時刻と、それがどれだけ前かです。時計がステップ補正されると、以前のイベントの時刻も一緒に動くため、経過時間は正しいままです。</translation>
    </message>
    <message>
        <source>What happened, in a few words; the mark before it shows by its shape and colour how grave that is.</source>
        <translation>何が起きたかを短く示します。先頭の印は、形と色で重大さを表します。</translation>
    </message>
    <message>
        <source>Whom it happened to: the clock, a time service, a source, or this program.</source>
        <translation>何に起きたことかです。時計、時刻サービス、時刻源、このプログラムのいずれかです。</translation>
    </message>
    <message>
        <source>By how much, how it was before, or which file: what the few words leave out.</source>
        <translation>どれだけか、以前はどうだったか、どのファイルかなど、短い言葉では省いたことです。</translation>
    </message>
    <message>
        <source>Nothing has happened so far.</source>
        <translation>これまでに何も起きていません。</translation>
    </message>
    <message>
        <source>The newest event has nothing here.</source>
        <translation>最新のイベントでは、この欄は空です。</translation>
    </message>
    <message>
        <source>Of the newest event: %1.</source>
        <translation>最新のイベントでは: %1。</translation>
    </message>
</context>
<context>
    <name>synchroscope::EventsPage</name>
    <message>
        <source>Source, time service, file or word</source>
        <translation>時刻源、時刻サービス、ファイル、語句</translation>
    </message>
    <message>
        <source>Show only the events that contain</source>
        <translation>次の文字を含むイベントだけを表示</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>エクスポート</translation>
    </message>
    <message>
        <source>Write the events that are shown into a file</source>
        <translation>表示しているイベントをファイルに書き出します</translation>
    </message>
    <message>
        <source>As a table (CSV)…</source>
        <translation>表として (CSV)…</translation>
    </message>
    <message>
        <source>For programs (JSON)…</source>
        <translation>プログラム用に (JSON)…</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>イベント</translation>
    </message>
    <message>
        <source>Show on the chart</source>
        <translation>グラフに表示</translation>
    </message>
    <message>
        <source>Show or hide the events of this group</source>
        <translation>この分類のイベントの表示と非表示を切り替えます</translation>
    </message>
    <message>
        <source>Select an event to read what it means.</source>
        <translation>イベントを選ぶと、その意味を表示します。</translation>
    </message>
    <message>
        <source>No event matches.</source>
        <translation>一致するイベントがありません。</translation>
    </message>
    <message>
        <source>Nothing has happened so far.</source>
        <translation>まだ何も起きていません。</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n event(s)</source>
        <translation>
            <numerusform>%n 件中 %1 件のイベント</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing has happened since this program was started: %1.</source>
        <comment>when</comment>
        <translation>このプログラムの起動後、まだ何も起きていません（起動: %1）。</translation>
    </message>
    <message>
        <source>Export events</source>
        <translation>イベントのエクスポート</translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <translation>表 (*.csv)</translation>
    </message>
    <message>
        <source>JSON (*.json)</source>
        <translation>JSON (*.json)</translation>
    </message>
    <message numerus="yes">
        <source>%n event(s) were written to %1.</source>
        <translation>
            <numerusform>%n 件のイベントを %1 に書き出しました。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>synchroscope::ExplainPage</name>
    <message>
        <source>What is explained</source>
        <translation>説明する内容</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>診断結果</translation>
    </message>
    <message>
        <source>Sources: why?</source>
        <translation>時刻源: 扱いの理由</translation>
    </message>
    <message>
        <source>What a terminal shows</source>
        <translation>端末の表示</translation>
    </message>
    <message>
        <source>Glossary</source>
        <translation>用語集</translation>
    </message>
    <message>
        <source>Findings (%1)</source>
        <translation>診断結果 (%1)</translation>
    </message>
    <message>
        <source>Nothing is odd about this computer&apos;s time, as far as this program can see.</source>
        <translation>このプログラムにわかる限り、このコンピューターの時刻におかしな点はありません。</translation>
    </message>
    <message>
        <source>This computer&apos;s time services are being asked.</source>
        <translation>このコンピューターの時刻サービスに問い合わせています。</translation>
    </message>
</context>
<context>
    <name>synchroscope::FactsJson</name>
    <message>
        <source>&quot;%1&quot; cannot be taken: %2.</source>
        <comment>member and fault</comment>
        <translation>「%1」は使えません: %2。</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>存在しません</translation>
    </message>
    <message>
        <source>neither true nor false</source>
        <translation>true でも false でもありません</translation>
    </message>
    <message>
        <source>not a number</source>
        <translation>数ではありません</translation>
    </message>
    <message>
        <source>not a text</source>
        <translation>文字列ではありません</translation>
    </message>
    <message>
        <source>not a single letter</source>
        <translation>1 文字ではありません</translation>
    </message>
    <message>
        <source>not a date and time</source>
        <translation>日時ではありません</translation>
    </message>
    <message>
        <source>not as many values as it takes</source>
        <translation>値の数が合いません</translation>
    </message>
    <message>
        <source>not a list</source>
        <translation>配列ではありません</translation>
    </message>
    <message>
        <source>not an object</source>
        <translation>オブジェクトではありません</translation>
    </message>
    <message>
        <source>not a word that this version knows</source>
        <translation>このバージョンの知らない語です</translation>
    </message>
    <message>
        <source>not a whole number that fits</source>
        <translation>範囲内の整数ではありません</translation>
    </message>
    <message>
        <source>not a time of so many seconds</source>
        <translation>秒数ではありません</translation>
    </message>
    <message>
        <source>It is no JSON from line %1 on: %2.</source>
        <translation>%1 行目から JSON ではありません: %2。</translation>
    </message>
    <message>
        <source>It was written by a newer version of this program. Use that version to read it.</source>
        <translation>このプログラムの新しいバージョンが書いたものです。そのバージョンで読んでください。</translation>
    </message>
    <message>
        <source>It holds no recorded facts.</source>
        <translation>記録されたデータがありません。</translation>
    </message>
    <message>
        <source>of a server that is not there</source>
        <translation>存在しないサーバーを指しています</translation>
    </message>
</context>
<context>
    <name>synchroscope::FilterBar</name>
    <message>
        <source>Name, address, state or time service</source>
        <translation>名前、アドレス、状態、時刻サービス</translation>
    </message>
    <message>
        <source>Show only the sources that contain</source>
        <translation>次の文字を含む時刻源だけを表示</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>すべて表示</translation>
    </message>
    <message>
        <source>Empty the field (Esc)</source>
        <translation>入力欄を空にする (Esc)</translation>
    </message>
    <message>
        <source>No source matches.</source>
        <translation>一致する時刻源がありません。</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n source(s)</source>
        <translation>
            <numerusform>%n 個中 %1 個の時刻源</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>synchroscope::FindingCard</name>
    <message>
        <source>Why?</source>
        <translation>なぜ?</translation>
    </message>
    <message>
        <source>What led to this, and what would show that it is not so</source>
        <translation>この診断の根拠と、当てはまらないとわかる条件</translation>
    </message>
    <message>
        <source>Why: %1</source>
        <comment>title of a finding</comment>
        <translation>理由: %1</translation>
    </message>
    <message>
        <source>What was read:</source>
        <translation>読み取った内容:</translation>
    </message>
    <message>
        <source>• %1</source>
        <comment>an item of a list</comment>
        <translation>• %1</translation>
    </message>
</context>
<context>
    <name>synchroscope::FindingWords</name>
    <message>
        <source>%1 %2</source>
        <comment>two sentences</comment>
        <translation>%1%2</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between the parts of what was read</comment>
        <translation>、</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>what, and what was read of it</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>last answer %1</source>
        <comment>… ago</comment>
        <translation>最後の応答 %1</translation>
    </message>
    <message>
        <source>no answer so far</source>
        <translation>まだ応答なし</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n request(s) answered</source>
        <translation>
            <numerusform>%n 回の問い合わせ中 %1 回応答</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, asked from here</source>
        <comment>server</comment>
        <translation>%1（ここからの問い合わせ）</translation>
    </message>
    <message>
        <source>followed</source>
        <comment>a source</comment>
        <translation>同期先</translation>
    </message>
    <message>
        <source>counted into the result</source>
        <comment>a source</comment>
        <translation>結果に採用</translation>
    </message>
    <message>
        <source>good, and not needed</source>
        <comment>a source</comment>
        <translation>良好、現在は不要</translation>
    </message>
    <message>
        <source>outvoted by the others</source>
        <comment>a source</comment>
        <translation>多数決で除外</translation>
    </message>
    <message>
        <source>varies too much</source>
        <comment>a source</comment>
        <translation>ばらつき過大</translation>
    </message>
    <message>
        <source>only named in its files</source>
        <comment>a source</comment>
        <translation>設定ファイルに記載のみ</translation>
    </message>
    <message>
        <source>cannot be followed at the moment</source>
        <comment>a source</comment>
        <translation>現在は同期先にできない</translation>
    </message>
    <message>
        <source>its name has no address</source>
        <comment>a source</comment>
        <translation>名前にアドレスなし</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <comment>source, time service</comment>
        <translation>%2 の %1</translation>
    </message>
    <message>
        <source>follows no source</source>
        <translation>時刻源に同期していない</translation>
    </message>
    <message>
        <source>follows %1</source>
        <translation>%1 に同期</translation>
    </message>
    <message>
        <source>updated %1</source>
        <comment>… ago</comment>
        <translation>更新 %1</translation>
    </message>
    <message>
        <source>follows a source</source>
        <translation>時刻源に同期</translation>
    </message>
    <message>
        <source>The time service</source>
        <translation>時刻サービス</translation>
    </message>
    <message>
        <source>process %1</source>
        <translation>プロセス %1</translation>
    </message>
    <message>
        <source>runs</source>
        <comment>a program</comment>
        <translation>動作中</translation>
    </message>
    <message>
        <source>service %1</source>
        <comment>systemd&apos;s</comment>
        <translation>サービス %1</translation>
    </message>
    <message>
        <source>started %1</source>
        <comment>… ago</comment>
        <translation>開始 %1</translation>
    </message>
    <message>
        <source>in a container</source>
        <translation>コンテナーの中</translation>
    </message>
    <message>
        <source>told to leave the clock alone (-x)</source>
        <translation>時計に触れないよう指示（-x）</translation>
    </message>
    <message>
        <source>may set the clock</source>
        <translation>時計を設定できる</translation>
    </message>
    <message>
        <source>may not set the clock</source>
        <translation>時計を設定できない</translation>
    </message>
    <message>
        <source>largest error %1</source>
        <translation>最大誤差 %1</translation>
    </message>
    <message>
        <source>&quot;System clock synchronized: yes&quot;</source>
        <translation>「System clock synchronized: yes」</translation>
    </message>
    <message>
        <source>&quot;System clock synchronized: no&quot;</source>
        <translation>「System clock synchronized: no」</translation>
    </message>
    <message>
        <source>%1 still to correct</source>
        <comment>an offset</comment>
        <translation>残りの補正量 %1</translation>
    </message>
    <message>
        <source>The kernel</source>
        <translation>カーネル</translation>
    </message>
    <message>
        <source>shows %1</source>
        <comment>date and time</comment>
        <translation>表示 %1</translation>
    </message>
    <message>
        <source>cannot be read</source>
        <translation>読み取れない</translation>
    </message>
    <message>
        <source>kept in local time</source>
        <translation>現地時刻で動作</translation>
    </message>
    <message>
        <source>kept in universal time</source>
        <translation>協定世界時で動作</translation>
    </message>
    <message>
        <source>%1 behind this clock</source>
        <translation>この時計より %1 遅れ</translation>
    </message>
    <message>
        <source>%1 ahead of this clock</source>
        <translation>この時計より %1 進み</translation>
    </message>
    <message>
        <source>The hardware clock</source>
        <translation>ハードウェアクロック</translation>
    </message>
    <message>
        <source>%1, line %2</source>
        <comment>a file and a line in it</comment>
        <translation>%1、%2 行目</translation>
    </message>
    <message>
        <source>%1 (changed %2)</source>
        <comment>a file, … ago</comment>
        <translation>%1（変更 %2）</translation>
    </message>
    <message>
        <source>Line %1: %2</source>
        <translation>%1 行目: %2</translation>
    </message>
    <message>
        <source>masked: nothing can start it</source>
        <translation>マスク済み（masked）: 開始できない</translation>
    </message>
    <message>
        <source>not installed</source>
        <translation>インストールされていない</translation>
    </message>
    <message>
        <source>its file is broken</source>
        <translation>ファイルが壊れている</translation>
    </message>
    <message>
        <source>runs</source>
        <comment>a service</comment>
        <translation>動作中</translation>
    </message>
    <message>
        <source>does not run</source>
        <translation>停止中</translation>
    </message>
    <message>
        <source>has failed</source>
        <translation>失敗</translation>
    </message>
    <message>
        <source>is being started</source>
        <translation>開始処理中</translation>
    </message>
    <message>
        <source>is being stopped</source>
        <translation>停止処理中</translation>
    </message>
    <message>
        <source>starts with the computer</source>
        <translation>コンピューターの起動時に開始する</translation>
    </message>
    <message>
        <source>does not start with the computer</source>
        <translation>コンピューターの起動時に開始しない</translation>
    </message>
    <message>
        <source>Stops %1 and starts it again, so that it reads its configuration anew.</source>
        <translation>%1 を停止して再び開始し、設定を読み直させます。</translation>
    </message>
    <message>
        <source>Step the clock</source>
        <translation>時計をステップ補正</translation>
    </message>
    <message>
        <source>%1 asks each of its servers a few times within seconds, once, and goes on as usual. The clock is not stepped by it.</source>
        <translation>%1 が一度だけ、各サーバーに数秒のうちに数回問い合わせ、その後は通常どおり続けます。これによって時計がステップ補正されることはありません。</translation>
    </message>
    <message>
        <source>%1 asks the servers again that it was told not to ask.</source>
        <translation>%1 が、問い合わせないよう指示されていたサーバーに再び問い合わせます。</translation>
    </message>
    <message>
        <source>Start %1</source>
        <translation>%1 を開始</translation>
    </message>
    <message>
        <source>Starts %1 now. It may set this clock, also by a step; whether it starts with the computer stays as it is.</source>
        <translation>%1 を今開始します。この時計を設定することがあり、ステップ補正することもあります。コンピューターの起動時に開始するかどうかは変わりません。</translation>
    </message>
    <message>
        <source>Restart %1</source>
        <translation>%1 を再起動</translation>
    </message>
    <message>
        <source>%1 reads its files of servers again and goes on with what it has measured. For all else in its configuration it has to be restarted.</source>
        <translation>%1 がサーバーの設定ファイルを読み直し、これまでの測定結果のまま続けます。ほかの設定を有効にするには、再起動が必要です。</translation>
    </message>
    <message>
        <source>Nothing is changed before you apply it.</source>
        <translation>適用するまで、何も変更されません。</translation>
    </message>
    <message>
        <source>Opens the list of servers.</source>
        <translation>サーバーの一覧を開きます。</translation>
    </message>
    <message>
        <source>Opens %1.</source>
        <translation>%1 を開きます。</translation>
    </message>
    <message>
        <source>Turn network time on</source>
        <translation>ネットワーク時刻を有効にする</translation>
    </message>
    <message>
        <source>The system starts its time service, now and whenever the computer starts. It may set this clock, also by a step.</source>
        <translation>システムが時刻サービスを今すぐ、またコンピューターの起動のたびに開始します。この時計を設定することがあり、ステップ補正することもあります。</translation>
    </message>
    <message>
        <source>Keep the hardware clock in universal time</source>
        <translation>ハードウェアクロックを協定世界時で保つ</translation>
    </message>
    <message>
        <source>Edit the servers</source>
        <translation>サーバーを編集</translation>
    </message>
    <message>
        <source>Copies &quot;%1&quot;. Nothing is run.</source>
        <translation>「%1」をコピーします。何も実行しません。</translation>
    </message>
    <message>
        <source>Asks the servers of this program&apos;s list now, as far as they may be asked already. Nothing is changed.</source>
        <translation>このプログラムの一覧のサーバーのうち、もう問い合わせてよいものに今すぐ問い合わせます。何も変更されません。</translation>
    </message>
    <message>
        <source>advice</source>
        <translation>助言</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>critical</source>
        <translation>重大</translation>
    </message>
    <message>
        <source>good to know</source>
        <translation>参考</translation>
    </message>
    <message>
        <source>Sets the clock right at once. Programs that measure time see a jump.</source>
        <translation>時計を一度に正しい時刻に合わせます。時間を測るプログラムからは、時刻が飛んだように見えます。</translation>
    </message>
    <message>
        <source>Sets the clock back by %1 at once. Programs that measure time see a jump, and the same moments twice.</source>
        <translation>時計を一度に %1 戻します。時間を測るプログラムからは、時刻が飛んだように見え、同じ時刻が二度現れます。</translation>
    </message>
    <message>
        <source>Sets the clock forward by %1 at once. Programs that measure time see a jump.</source>
        <translation>時計を一度に %1 進めます。時間を測るプログラムからは、時刻が飛んだように見えます。</translation>
    </message>
    <message>
        <source>Restarts %1, which then asks its server at once.</source>
        <translation>%1 を再起動します。再起動後すぐにサーバーに問い合わせます。</translation>
    </message>
    <message>
        <source>Have %1 ask its servers now</source>
        <translation>%1 に今すぐサーバーへ問い合わせさせる</translation>
    </message>
    <message>
        <source>Let %1 ask its servers again</source>
        <translation>%1 にサーバーへの問い合わせを再開させる</translation>
    </message>
    <message>
        <source>Have %1 re-read its server files</source>
        <translation>%1 にサーバーの設定ファイルを読み直させる</translation>
    </message>
    <message>
        <source>Copy &quot;%1&quot;</source>
        <comment>a command</comment>
        <translation>「%1」をコピー</translation>
    </message>
    <message>
        <source>Measure from here now</source>
        <translation>ここから今すぐ測定</translation>
    </message>
    <message>
        <source>Other computers that take their time from this one wait as long.</source>
        <translation>このコンピューターから時刻を得ているほかのコンピューターも、その間待つことになります。</translation>
    </message>
    <message>
        <source>What it has measured is lost: it follows a server again after some seconds or a few minutes, and may step the clock then.</source>
        <translation>それまでの測定結果は失われます。数秒から数分後に再びサーバーに同期し、その際に時計をステップ補正することがあります。</translation>
    </message>
    <message>
        <source>What it has measured is lost: it follows a server again after some seconds or a few minutes, and may step the clock by %1 then.</source>
        <translation>それまでの測定結果は失われます。数秒から数分後に再びサーバーに同期し、その際に時計を %1 ステップ補正することがあります。</translation>
    </message>
    <message>
        <source>What it has measured is lost: it follows a server again after some seconds or a few minutes. A step is hardly to be expected: as far as is known the clock is only %1 off.</source>
        <translation>それまでの測定結果は失われます。数秒から数分後に再びサーバーに同期します。ステップ補正はまず起こりません。わかっている限り、時計のずれは %1 だけです。</translation>
    </message>
    <message>
        <source>Show the line</source>
        <translation>行を表示</translation>
    </message>
    <message>
        <source>Shows line %2 of %1. Nothing is changed by that.</source>
        <translation>%1 の %2 行目を表示します。それだけでは何も変更されません。</translation>
    </message>
</context>
<context>
    <name>synchroscope::FindingsPanel</name>
    <message>
        <source>Findings</source>
        <translation>診断結果</translation>
    </message>
    <message numerus="yes">
        <source>%n more thing(s) to know…</source>
        <translation>
            <numerusform>ほかに %n 件の診断結果…</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>synchroscope::FirstStartPage</name>
    <message>
        <source>server</source>
        <translation>サーバー</translation>
    </message>
    <message>
        <source>pool of servers</source>
        <translation>サーバープール</translation>
    </message>
    <message>
        <source>peer</source>
        <translation>ピア</translation>
    </message>
    <message>
        <source>No time server is named on this computer: not by chrony, systemd-timesyncd, ntpd or NTPsec. Type the ones you trust below; your network&apos;s administrator or Internet provider may name some.</source>
        <translation>このコンピューターでは、chrony、systemd-timesyncd、ntpd、NTPsec のいずれにも時刻サーバーが指定されていません。信頼できるサーバーを下に入力してください。ネットワークの管理者やインターネットプロバイダーが案内している場合もあります。</translation>
    </message>
    <message numerus="yes">
        <source>This computer&apos;s files and time service name %n server(s). Choose those to compare with.</source>
        <translation>
            <numerusform>このコンピューターのファイルと時刻サービスに %n 台のサーバーが指定されています。比較するものを選んでください。</numerusform>
        </translation>
    </message>
    <message>
        <source>Which servers is this clock to be compared with?</source>
        <translation>この時計をどのサーバーと比較しますか?</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>サーバー</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>種類</translation>
    </message>
    <message>
        <source>Named in</source>
        <translation>指定されている場所</translation>
    </message>
    <message>
        <source>Servers that this computer names</source>
        <translation>このコンピューターに指定されているサーバー</translation>
    </message>
    <message>
        <source>Looking for servers that this computer already uses…</source>
        <translation>このコンピューターがすでに使っているサーバーを探しています…</translation>
    </message>
    <message>
        <source>&amp;Look again</source>
        <translation>もう一度探す(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Start watching</source>
        <translation>監視を始める(&amp;S)</translation>
    </message>
    <message>
        <source>Read this computer&apos;s files and ask its time service once more</source>
        <translation>このコンピューターのファイルを読み直し、時刻サービスにもう一度問い合わせます</translation>
    </message>
    <message>
        <source>&amp;Other servers:</source>
        <translation>ほかのサーバー(&amp;O):</translation>
    </message>
    <message>
        <source>Nothing is asked before you start. Choose or type at least one server.</source>
        <translation>監視を始めるまで、何も問い合わせません。少なくとも 1 台のサーバーを選ぶか入力してください。</translation>
    </message>
    <message numerus="yes">
        <source>Nothing is asked before you start. Then %n server(s) get four questions each within seconds; after those, public servers are asked every 64 s for the first 15 minutes that you look, and every 17 minutes otherwise. This program never sets the clock.</source>
        <translation>
            <numerusform>監視を始めるまで、何も問い合わせません。始めると、%n 台のサーバーに数秒のうちに 4 回ずつ問い合わせます。その後、公開サーバーには、表示している最初の 15 分間は 64 秒ごと、それ以外は 17 分ごとに問い合わせます。このプログラムが時計を設定することはありません。</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Not now</source>
        <translation>今はしない(&amp;N)</translation>
    </message>
    <message>
        <source>Show what this computer says of its clock by itself</source>
        <translation>このコンピューター自身が時計について示す内容を表示します</translation>
    </message>
</context>
<context>
    <name>synchroscope::FollowPanel</name>
    <message>
        <source>&amp;Undo this change</source>
        <translation>この変更を元に戻す(&amp;U)</translation>
    </message>
    <message>
        <source>Undoing the last change</source>
        <translation>最後の変更を元に戻す</translation>
    </message>
    <message>
        <source>Following the change</source>
        <translation>変更の経過</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>a step, its state</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>The last undoing of a change</source>
        <translation>最後に行った変更の取り消し</translation>
    </message>
    <message>
        <source>The last change</source>
        <translation>最後の変更</translation>
    </message>
</context>
<context>
    <name>synchroscope::GlossaryView</name>
    <message>
        <source>Look for a word</source>
        <translation>用語を探す</translation>
    </message>
    <message>
        <source>Look for a word in the glossary</source>
        <translation>用語集で用語を探す</translation>
    </message>
    <message>
        <source>Glossary</source>
        <translation>用語集</translation>
    </message>
    <message>
        <source>No term contains &quot;%1&quot;.</source>
        <translation>「%1」を含む用語はありません。</translation>
    </message>
</context>
<context>
    <name>synchroscope::HelpPage</name>
    <message>
        <source>Keys</source>
        <translation>キー</translation>
    </message>
    <message>
        <source>measure now</source>
        <translation>今すぐ測定</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>Home</translation>
    </message>
    <message>
        <source>back to the present in the chart</source>
        <translation>グラフを現在に戻す</translation>
    </message>
    <message>
        <source>watch a server</source>
        <translation>サーバーを監視する</translation>
    </message>
    <message>
        <source>rename the selected server</source>
        <translation>選択したサーバーの名前を変える</translation>
    </message>
    <message>
        <source>Del</source>
        <translation>Del</translation>
    </message>
    <message>
        <source>stop watching it; its history is kept for 30 days</source>
        <translation>監視をやめる（履歴は 30 日間残ります）</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>close the details, or what was opened last</source>
        <translation>詳細など、最後に開いたものを閉じる</translation>
    </message>
    <message>
        <source>copy the sentence at the top</source>
        <translation>一番上の文をコピー</translation>
    </message>
    <message>
        <source>pause and resume</source>
        <translation>一時停止と再開</translation>
    </message>
    <message>
        <source>In the chart</source>
        <translation>グラフ</translation>
    </message>
    <message>
        <source>Wheel</source>
        <translation>ホイール</translation>
    </message>
    <message>
        <source>zoom through time around the pointer</source>
        <translation>ポインターの位置を中心に時間を拡大・縮小</translation>
    </message>
    <message>
        <source>Ctrl+wheel</source>
        <translation>Ctrl+ホイール</translation>
    </message>
    <message>
        <source>zoom the values</source>
        <translation>値を拡大・縮小</translation>
    </message>
    <message>
        <source>Shift+wheel</source>
        <translation>Shift+ホイール</translation>
    </message>
    <message>
        <source>move through time</source>
        <translation>時間を移動</translation>
    </message>
    <message>
        <source>Drag, Page Up, Page Down</source>
        <translation>ドラッグ、Page Up、Page Down</translation>
    </message>
    <message>
        <source>Double click</source>
        <translation>ダブルクリック</translation>
    </message>
    <message>
        <source>back to the present</source>
        <translation>現在に戻る</translation>
    </message>
    <message>
        <source>Left, Right</source>
        <translation>←、→</translation>
    </message>
    <message>
        <source>walk along the answers of the selected server</source>
        <translation>選択したサーバーの応答を順にたどる</translation>
    </message>
    <message>
        <source>Up, Down</source>
        <translation>↑、↓</translation>
    </message>
    <message>
        <source>go to another server</source>
        <translation>別のサーバーへ移る</translation>
    </message>
    <message>
        <source>zoom</source>
        <translation>拡大・縮小</translation>
    </message>
    <message>
        <source>fit everything, also what is far off</source>
        <translation>遠く離れたものも含めて全体を表示</translation>
    </message>
    <message>
        <source>What the figures mean</source>
        <translation>数値の意味</translation>
    </message>
    <message>
        <source>ahead, behind</source>
        <translation>進み、遅れ</translation>
    </message>
    <message>
        <source>This computer&apos;s clock compared with the server&apos;s. Ahead: this clock is fast.</source>
        <translation>このコンピューターの時計をサーバーの時計と比べた値です。「進み」はこの時計の方が進んでいることを表します。</translation>
    </message>
    <message>
        <source>Reach</source>
        <translation>到達性</translation>
    </message>
    <message>
        <source>The last eight questions, oldest at the left; a filled box was answered.</source>
        <translation>直近 8 回の問い合わせ。左が最も古く、塗りつぶされた枠は応答があったことを表します。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>look for a source; Esc shows all again</source>
        <translation>時刻源を探す（Esc ですべて表示に戻る）</translation>
    </message>
    <message>
        <source>copy the selected rows of the table as text</source>
        <translation>表の選択した行をテキストでコピー</translation>
    </message>
    <message>
        <source>On the page Servers</source>
        <translation>「サーバー」のページ</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Space</translation>
    </message>
    <message>
        <source>switch the selected servers off or on</source>
        <translation>選択したサーバーをオフ、オンにする</translation>
    </message>
    <message>
        <source>remove them</source>
        <translation>削除する</translation>
    </message>
    <message>
        <source>take a step back, or do it again</source>
        <translation>元に戻す、またはやり直す</translation>
    </message>
    <message>
        <source>apply what is shown under &quot;What will change&quot;</source>
        <translation>「変更内容」に示したものを適用する</translation>
    </message>
    <message>
        <source>drop what is typed, then the selection; what is pending stays</source>
        <translation>入力中の文字、次に選択を取り消す（未適用の変更は残る）</translation>
    </message>
    <message>
        <source>In the pictures of the statistics</source>
        <translation>統計の図では</translation>
    </message>
    <message>
        <source>read out one figure after the other</source>
        <translation>値を順に読み上げる</translation>
    </message>
    <message>
        <source>Page Up, Page Down</source>
        <translation>Page Up、Page Down</translation>
    </message>
    <message>
        <source>skip a tenth of them</source>
        <translation>10 分の 1 ずつ進む</translation>
    </message>
    <message>
        <source>end that</source>
        <translation>読み上げを終える</translation>
    </message>
    <message>
        <source>The true time, as the server claims it, lies within this much of the figure, even if one way of the round trip took all its time. The details say where it means something else.</source>
        <translation>サーバーの申告する真の時刻は、往復遅延のすべてが片道にかかったとしても、値からこの範囲内にあります。意味が異なる箇所は詳細に示します。</translation>
    </message>
    <message>
        <source>go to the page Now, Servers, Events or Explain</source>
        <translation>「現在」「サーバー」「イベント」「説明」のページへ移る</translation>
    </message>
    <message>
        <source>say what this is: what has the focus, or what is clicked next</source>
        <translation>これは何かを説明する（フォーカスのあるもの、または次にクリックしたもの）</translation>
    </message>
    <message>
        <source>preferences: when to be told, and the start with the session</source>
        <translation>設定: いつ通知するか、ログイン時に起動するか</translation>
    </message>
    <message>
        <source>say what happened before, or after</source>
        <translation>前または後のイベントを示す</translation>
    </message>
</context>
<context>
    <name>synchroscope::HistogramView</name>
    <message>
        <source>How the offsets are spread</source>
        <translation>オフセットの分布</translation>
    </message>
    <message>
        <source>The middle offset is %1. 90 of 100 lie between %2 and %3.</source>
        <translation>オフセットの中央値は %1 です。100 個中 90 個が %2 から %3 の間にあります。</translation>
    </message>
    <message>
        <source>There is no answer in this time.</source>
        <translation>この時間には応答がありません。</translation>
    </message>
    <message numerus="yes">
        <source>%n answer(s)</source>
        <translation>
            <numerusform>応答 %n 件</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, %2&#xa0;% of all: %3.</source>
        <comment>answers, percent, offsets</comment>
        <translation>%1（全体の %2&#xa0;%）: %3。</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <comment>two offsets, or a span and an offset</comment>
        <translation>%1 ～ %2</translation>
    </message>
</context>
<context>
    <name>synchroscope::LeapFindings</name>
    <message>
        <source>At the end of %1 (UTC) a second is left out.</source>
        <comment>date</comment>
        <translation>%1（UTC）の終わりに 1 秒が除かれます。</translation>
    </message>
    <message>
        <source>At the end of %1 (UTC) a second is inserted.</source>
        <comment>date</comment>
        <translation>%1（UTC）の終わりに 1 秒が挿入されます。</translation>
    </message>
    <message>
        <source>The kernel of this computer was told so.</source>
        <translation>このコンピューターのカーネルにはそう知らされています。</translation>
    </message>
    <message>
        <source>It is announced by: %1.</source>
        <comment>sources</comment>
        <translation>予告している時刻源: %1。</translation>
    </message>
    <message>
        <source>A leap second is announced</source>
        <translation>うるう秒が予告されています</translation>
    </message>
    <message>
        <source>Nothing: time services and the kernel make it by themselves. Around it, servers that smear it differ by up to half a second.</source>
        <translation>何もする必要はありません。時刻サービスとカーネルが自動で処理します。その前後では、うるう秒を分散する（smear）サーバーとの差が最大 0.5 秒になります。</translation>
    </message>
    <message>
        <source>It would not be so if the IERS, which decides about leap seconds, had not announced one (its Bulletin C).</source>
        <translation>うるう秒を決定する IERS が予告していないなら（Bulletin C）、この診断は当てはまりません。</translation>
    </message>
    <message>
        <source>Few sources announce a leap second</source>
        <translation>うるう秒を予告している時刻源が少数です</translation>
    </message>
    <message>
        <source>So say: %1. These say nothing of it: %2. If the few are wrong and believed, this clock is a second off from then on.</source>
        <comment>sources, sources</comment>
        <translation>予告しているもの: %1。予告していないもの: %2。少数の方が誤っていて、それが信用されると、その時点からこの時計が 1 秒ずれます。</translation>
    </message>
    <message>
        <source>See whether the IERS has announced one (its Bulletin C). If not, take out who does.</source>
        <translation>IERS がうるう秒を予告しているか確認してください（Bulletin C）。予告していなければ、予告している時刻源を外してください。</translation>
    </message>
    <message>
        <source>It would not be so if most sources announced it too.</source>
        <translation>ほとんどの時刻源も予告するなら、この診断は当てはまりません。</translation>
    </message>
    <message>
        <source>Some spread a leap second over many hours (%1): %2. Others are not known to: %3. Around a leap second they differ by up to half a second, and contradict each other.</source>
        <comment>operators, sources, sources</comment>
        <translation>うるう秒を何時間もかけて分散するもの（%1）: %2。分散するとは知られていないもの: %3。うるう秒の前後では、両者の差が最大 0.5 秒になり、互いに食い違います。</translation>
    </message>
    <message>
        <source>One comes within a day.</source>
        <translation>1 日以内にうるう秒があります。</translation>
    </message>
    <message>
        <source>Servers that smear leap seconds are mixed with others</source>
        <translation>うるう秒を分散する（smear）サーバーと、そうでないサーバーが混ざっています</translation>
    </message>
    <message>
        <source>Keep to one kind now, until a day after it.</source>
        <translation>今から、うるう秒の 1 日後まで、どちらか一方の種類だけを使ってください。</translation>
    </message>
    <message>
        <source>Nothing today. To be safe, keep to one kind.</source>
        <translation>今日は何もする必要はありません。安全のためには、どちらか一方の種類だけを使ってください。</translation>
    </message>
    <message>
        <source>It would not be so if the others smeared in the same way.</source>
        <translation>ほかのサーバーも同じ方法で分散しているなら、この診断は当てはまりません。</translation>
    </message>
    <message>
        <source>One was made %1.</source>
        <comment>a leap second, … ago</comment>
        <translation>%1にうるう秒がありました。</translation>
    </message>
    <message>
        <source>These sources spread a leap second over many hours (%1): %2. chrony makes it at once, by a list of its own (%3). Both together correct it twice, so that this clock is up to a second off around it.</source>
        <comment>operators, sources, a line of its configuration</comment>
        <translation>これらの時刻源は、うるう秒を何時間もかけて分散します（%1）: %2。chrony は自身の一覧（%3）によって、うるう秒を一度に補正します。両方が重なると二重に補正され、うるう秒の前後でこの時計は最大 1 秒ずれます。</translation>
    </message>
    <message>
        <source>Leap seconds are corrected twice</source>
        <translation>うるう秒が二重に補正されます</translation>
    </message>
    <message>
        <source>Take the line &quot;%1&quot; out of chrony&apos;s configuration and restart it, or keep to servers that do not smear.</source>
        <comment>a line</comment>
        <translation>「%1」の行を chrony の設定から削除して再起動するか、うるう秒を分散しないサーバーだけを使ってください。</translation>
    </message>
    <message>
        <source>It would not be so if these sources announced leap seconds and did not spread them.</source>
        <translation>これらの時刻源がうるう秒を分散せずに予告していれば、この診断は当てはまりません。</translation>
    </message>
</context>
<context>
    <name>synchroscope::LostBar</name>
    <message>
        <source>Add again</source>
        <translation>もう一度追加</translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation>除外</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>The files were changed meanwhile and no longer name %1, which you have edited. Your other changes are kept.</source>
        <comment>servers</comment>
        <translation>その間にファイルが変更され、編集していた %1 の記載がなくなりました。ほかの変更は残っています。</translation>
    </message>
</context>
<context>
    <name>synchroscope::MainWindow</name>
    <message>
        <source>Synchroscope</source>
        <translation>Synchroscope</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>ファイル(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Watch a server…</source>
        <translation>サーバーを監視する(&amp;W)…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>終了(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>編集(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Copy the verdict</source>
        <translation>判定をコピー(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>表示(&amp;V)</translation>
    </message>
    <message>
        <source>Back to the &amp;present</source>
        <translation>現在に戻る(&amp;P)</translation>
    </message>
    <message>
        <source>Last &amp;10 minutes</source>
        <translation>直近 10 分(&amp;1)</translation>
    </message>
    <message>
        <source>Last &amp;hour</source>
        <translation>直近 1 時間(&amp;H)</translation>
    </message>
    <message>
        <source>Last &amp;day</source>
        <translation>直近 1 日(&amp;D)</translation>
    </message>
    <message>
        <source>Last &amp;week</source>
        <translation>直近 1 週間(&amp;W)</translation>
    </message>
    <message>
        <source>Last 30 da&amp;ys</source>
        <translation>直近 30 日(&amp;Y)</translation>
    </message>
    <message>
        <source>&amp;Columns</source>
        <translation>列(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Measure</source>
        <translation>測定(&amp;M)</translation>
    </message>
    <message>
        <source>Measure &amp;now</source>
        <translation>今すぐ測定(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>一時停止(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>ヘルプ(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Keys and figures</source>
        <translation>キーと数値の説明(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;About Synchroscope</source>
        <translation>Synchroscope について(&amp;A)</translation>
    </message>
    <message>
        <source>Demonstration: these servers run inside this program, and their faults are made up. Nothing is kept.</source>
        <translation>デモ: サーバーはこのプログラムの中で動き、問題は作られたものです。何も保存されません。</translation>
    </message>
    <message>
        <source>Paused: no server is asked.</source>
        <translation>一時停止中: どのサーバーにも問い合わせません。</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>再開</translation>
    </message>
    <message>
        <source>The others are watched now.</source>
        <translation>残りの監視を始めました。</translation>
    </message>
    <message>
        <source>%1 is no longer watched.</source>
        <translation>%1 の監視をやめました。</translation>
    </message>
    <message numerus="yes">
        <source>%n server(s) are no longer watched.</source>
        <translation>
            <numerusform>%n 台のサーバーの監視をやめました。</numerusform>
        </translation>
    </message>
    <message>
        <source>What was measured is kept for 30 days.</source>
        <translation>測定結果は 30 日間残ります。</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>元に戻す</translation>
    </message>
    <message>
        <source>About Synchroscope</source>
        <translation>Synchroscope について</translation>
    </message>
    <message>
        <source>&lt;h3&gt;Synchroscope %1&lt;/h3&gt;&lt;p&gt;Is this computer&apos;s clock right, by how much, and says who?&lt;/p&gt;&lt;p&gt;It measures time servers itself and never sets the clock. Free software under the GNU General Public License, version 3 or later; it comes without any warranty.&lt;/p&gt;</source>
        <translation>&lt;h3&gt;Synchroscope %1&lt;/h3&gt;&lt;p&gt;このコンピューターの時計は正しいか、どれだけずれているか、それを示すのは誰か?&lt;/p&gt;&lt;p&gt;このプログラムは自分で時刻サーバーを測定し、時計を設定することはありません。GNU General Public License バージョン 3 以降によるフリーソフトウェアで、いかなる保証もありません。&lt;/p&gt;</translation>
    </message>
    <message>
        <source>The measuring part of this program has not spoken for %1. What you see is old.</source>
        <translation>測定部分からの連絡が %1途絶えています。表示は古いものです。</translation>
    </message>
    <message>
        <source>Synchroscope keeps watch</source>
        <translation>Synchroscope は監視を続けます</translation>
    </message>
    <message>
        <source>It goes on measuring behind its icon here. To end it, choose Quit in the icon&apos;s menu.</source>
        <translation>このトレイアイコンで測定を続けます。終了するには、アイコンのメニューから「終了」を選んでください。</translation>
    </message>
    <message>
        <source>&amp;Find a source</source>
        <translation>時刻源を探す(&amp;F)</translation>
    </message>
    <message>
        <source>Synchroscope asks no server itself yet, so nothing here is measured independently.</source>
        <translation>Synchroscope 自身はまだサーバーに問い合わせていないため、ここには独自に測定した値がありません。</translation>
    </message>
    <message>
        <source>Choose servers…</source>
        <translation>サーバーを選ぶ…</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>ページ</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>現在</translation>
    </message>
    <message>
        <source>Servers</source>
        <translation>サーバー</translation>
    </message>
    <message>
        <source>&amp;Now</source>
        <translation>現在(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Servers</source>
        <translation>サーバー(&amp;S)</translation>
    </message>
    <message>
        <source>Servers ●</source>
        <translation>サーバー ●</translation>
    </message>
    <message>
        <source>Changes are pending that have not been applied.</source>
        <translation>未適用の変更があります。</translation>
    </message>
    <message>
        <source>Servers, with changes that are not applied</source>
        <translation>サーバー、未適用の変更あり</translation>
    </message>
    <message>
        <source>The server list has changes that are not applied. Quit once more to drop them.</source>
        <translation>サーバーの一覧に未適用の変更があります。もう一度終了すると破棄されます。</translation>
    </message>
    <message>
        <source>Quit and drop them</source>
        <translation>破棄して終了</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>イベント</translation>
    </message>
    <message>
        <source>Explain</source>
        <translation>説明</translation>
    </message>
    <message>
        <source>Save a &amp;report…</source>
        <translation>レポートを保存(&amp;R)…</translation>
    </message>
    <message>
        <source>P&amp;references…</source>
        <translation>設定(&amp;R)…</translation>
    </message>
    <message>
        <source>&amp;Events</source>
        <translation>イベント(&amp;E)</translation>
    </message>
    <message>
        <source>E&amp;xplain</source>
        <translation>説明(&amp;X)</translation>
    </message>
    <message>
        <source>&amp;What is this?</source>
        <translation>これは何?(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Glossary</source>
        <translation>用語集(&amp;G)</translation>
    </message>
    <message>
        <source>Explain…</source>
        <translation>説明…</translation>
    </message>
    <message>
        <source>%1. %2</source>
        <comment>title, remedy</comment>
        <translation>%1。%2</translation>
    </message>
    <message>
        <source>Explain (%1)</source>
        <translation>説明 (%1)</translation>
    </message>
    <message numerus="yes">
        <source>Explain, with %n finding(s) that need attention</source>
        <translation>
            <numerusform>説明、対処が必要な診断結果 %n 件</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>synchroscope::MessageBar</name>
    <message>
        <source>Dismiss</source>
        <translation>閉じる</translation>
    </message>
</context>
<context>
    <name>synchroscope::NothingToEdit</name>
    <message>
        <source>&amp;Look again</source>
        <translation>もう一度探す(&amp;L)</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>備考</translation>
    </message>
</context>
<context>
    <name>synchroscope::NowPage</name>
    <message>
        <source>Synchroscope measures no server itself.</source>
        <translation>Synchroscope 自身が測定しているサーバーはありません。</translation>
    </message>
    <message>
        <source>No time service was found on this computer.</source>
        <translation>このコンピューターに時刻サービスは見つかりませんでした。</translation>
    </message>
    <message>
        <source>This computer&apos;s time service is being looked for.</source>
        <translation>このコンピューターの時刻サービスを探しています。</translation>
    </message>
    <message>
        <source>The time service tells of no sources.</source>
        <translation>時刻サービスが示す時刻源はありません。</translation>
    </message>
    <message>
        <source>%1 by IPv6</source>
        <translation>%1 (IPv6)</translation>
    </message>
    <message>
        <source>%1 by IPv4</source>
        <translation>%1 (IPv4)</translation>
    </message>
</context>
<context>
    <name>synchroscope::OffsetChart</name>
    <message>
        <source>10 min</source>
        <translation>10 分</translation>
    </message>
    <message>
        <source>1 h</source>
        <translation>1 時間</translation>
    </message>
    <message>
        <source>24 h</source>
        <translation>24 時間</translation>
    </message>
    <message>
        <source>7 d</source>
        <translation>7 日</translation>
    </message>
    <message>
        <source>30 d</source>
        <translation>30 日</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>ライブ</translation>
    </message>
    <message>
        <source>Back to the present (Home)</source>
        <translation>現在に戻る (Home)</translation>
    </message>
    <message>
        <source>Fit all</source>
        <translation>全体</translation>
    </message>
    <message>
        <source>Scale the chart so that every source fits, however far off it is (F)</source>
        <translation>どれだけ離れていても、すべての時刻源が収まるようにグラフを合わせます (F)</translation>
    </message>
    <message>
        <source>What the chart shows</source>
        <translation>グラフに表示するもの</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>what the chart shows, what that means</comment>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>synchroscope::OptionField</name>
    <message>
        <source>From %1 to %2.</source>
        <translation>%1 から %2 まで。</translation>
    </message>
    <message>
        <source>%1 or more.</source>
        <translation>%1 以上。</translation>
    </message>
    <message>
        <source>%1 or less.</source>
        <translation>%1 以下。</translation>
    </message>
    <message>
        <source>= %1</source>
        <comment>seconds</comment>
        <translation>= %1</translation>
    </message>
</context>
<context>
    <name>synchroscope::PastedView</name>
    <message>
        <source>Nothing of it was recognised. What is understood: the output of chronyc, timedatectl, ntpq, ntpstat, systemctl status and w32tm, lines of logs, and configuration files of time services.</source>
        <translation>認識できるものがありませんでした。理解できるのは、chronyc、timedatectl、ntpq、ntpstat、systemctl status、w32tm の出力、ログの行、時刻サービスの設定ファイルです。</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>an output, lines 1 to 5</comment>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>Recognised: %1.</source>
        <translation>認識したもの: %1。</translation>
    </message>
    <message>
        <source>&amp;Open a file…</source>
        <translation>ファイルを開く(&amp;O)…</translation>
    </message>
    <message>
        <source>&amp;Clear</source>
        <translation>消去(&amp;C)</translation>
    </message>
    <message>
        <source>What a terminal showed</source>
        <translation>端末に表示された内容</translation>
    </message>
    <message>
        <source>Paste here what a terminal showed, of this computer or of any other: chronyc sources, chronyc tracking, timedatectl, ntpq -p, systemctl status, lines of a log, pieces of chrony.conf … Several at once, prompts and other text between do no harm. It stays on this computer.</source>
        <translation>端末に表示された内容をここに貼り付けてください。ほかのコンピューターのものでもかまいません: chronyc sources、chronyc tracking、timedatectl、ntpq -p、systemctl status、ログの行、chrony.conf の一部など。複数をまとめて貼り付けても、プロンプトやほかの文字が混ざっていても問題ありません。内容がこのコンピューターの外に出ることはありません。</translation>
    </message>
    <message>
        <source>A file of what a terminal showed</source>
        <translation>端末に表示された内容のファイル</translation>
    </message>
    <message>
        <source>The text is too long: its end was not read.</source>
        <translation>テキストが長すぎるため、終わりの部分は読んでいません。</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>読み取っています…</translation>
    </message>
    <message>
        <source>Reading %1…</source>
        <comment>a file</comment>
        <translation>%1 を読み込んでいます…</translation>
    </message>
</context>
<context>
    <name>synchroscope::PastedWords</name>
    <message>
        <source>log lines of time services</source>
        <translation>時刻サービスのログの行</translation>
    </message>
    <message>
        <source>the answer of a command</source>
        <translation>コマンドの応答</translation>
    </message>
    <message>
        <source>a piece of the configuration of %1</source>
        <translation>%1 の設定の一部</translation>
    </message>
    <message>
        <source>Each source of chronyd, and what it makes of it.</source>
        <translation>chronyd の各時刻源と、それに対する chronyd の判断です。</translation>
    </message>
    <message>
        <source>How steady the answers of each source are.</source>
        <translation>各時刻源の応答がどれだけ安定しているかです。</translation>
    </message>
    <message>
        <source>What chronyd thinks of this clock, and whom it follows.</source>
        <translation>この時計についての chronyd の判断と、同期先です。</translation>
    </message>
    <message>
        <source>How many sources chronyd may ask, and of how many it knows no address.</source>
        <translation>chronyd が問い合わせできる時刻源の数と、アドレスがわからない時刻源の数です。</translation>
    </message>
    <message>
        <source>The last answer of each server, in detail.</source>
        <translation>各サーバーの最後の応答の詳細です。</translation>
    </message>
    <message>
        <source>Why chronyd uses a source, or does not.</source>
        <translation>chronyd が時刻源を使う理由、または使わない理由です。</translation>
    </message>
    <message>
        <source>How the answers of each server are authenticated.</source>
        <translation>各サーバーの応答の認証方法です。</translation>
    </message>
    <message>
        <source>How chronyd serves the time to others.</source>
        <translation>chronyd がほかへ時刻をどう配信しているかです。</translation>
    </message>
    <message>
        <source>How far chronyd has found the hardware clock to be off.</source>
        <translation>chronyd が測定した、ハードウェアクロックのずれです。</translation>
    </message>
    <message>
        <source>How the time that chronyd serves to others is drawn near to the true one.</source>
        <translation>chronyd がほかへ配信する時刻を、本当の時刻へどう近づけているかです。</translation>
    </message>
    <message>
        <source>The clock, its time zone, the hardware clock and whether a time service is on.</source>
        <translation>時計、タイムゾーン、ハードウェアクロックと、時刻サービスが有効かどうかです。</translation>
    </message>
    <message>
        <source>The server that systemd-timesyncd asks, and its last answer.</source>
        <translation>systemd-timesyncd が問い合わせるサーバーと、その最後の応答です。</translation>
    </message>
    <message>
        <source>Each source of ntpd, and what it makes of it.</source>
        <translation>ntpd の各時刻源と、それに対する ntpd の判断です。</translation>
    </message>
    <message>
        <source>What ntpd thinks of this clock, or of one of its sources.</source>
        <translation>この時計、または時刻源の一つについての ntpd の判断です。</translation>
    </message>
    <message>
        <source>The state of each source of ntpd, by its number.</source>
        <translation>ntpd の各時刻源の、番号ごとの状態です。</translation>
    </message>
    <message>
        <source>Whether the time service says that the clock is synchronised.</source>
        <translation>時刻サービスによれば、時計が同期しているかどうかです。</translation>
    </message>
    <message>
        <source>Whether a time service runs, and what it wrote last into its log.</source>
        <translation>時刻サービスが動いているかと、最後にログに書いたことです。</translation>
    </message>
    <message>
        <source>What time services wrote into the log.</source>
        <translation>時刻サービスがログに書いたことです。</translation>
    </message>
    <message>
        <source>What a command said instead of doing its work, or that it did it.</source>
        <translation>コマンドが実行できなかったときの表示、または実行できたという表示です。</translation>
    </message>
    <message>
        <source>What the time service of Windows thinks of its clock.</source>
        <translation>Windows の時計についての、Windows の時刻サービスの判断です。</translation>
    </message>
    <message>
        <source>The servers that the time service of Windows asks.</source>
        <translation>Windows の時刻サービスが問い合わせるサーバーです。</translation>
    </message>
    <message>
        <source>How far the clock of a Windows computer is from a server.</source>
        <translation>Windows コンピューターの時計の、サーバーとの差です。</translation>
    </message>
    <message>
        <source>Which servers a time service is told to ask, and how.</source>
        <translation>時刻サービスが問い合わせるよう指定されたサーバーと、その方法です。</translation>
    </message>
    <message>
        <source>line %1</source>
        <translation>%1 行目</translation>
    </message>
    <message>
        <source>lines %1 to %2</source>
        <translation>%1 ～ %2 行目</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 ～ %2</translation>
    </message>
    <message>
        <source>Line %1 was not understood.</source>
        <translation>%1 行目は理解できませんでした。</translation>
    </message>
    <message>
        <source>Lines %1 were not understood.</source>
        <translation>%1 行目は理解できませんでした。</translation>
    </message>
    <message>
        <source>Nothing is wrong in what was read: %1.</source>
        <translation>読み取った内容に問題はありません: %1。</translation>
    </message>
    <message>
        <source>Synchronised to %1: %2.</source>
        <comment>server, offset</comment>
        <translation>%1 に同期しています: %2。</translation>
    </message>
    <message>
        <source>Synchronised to %1: %2; no other server confirms it.</source>
        <comment>server, offset</comment>
        <translation>%1 に同期しています: %2。ほかに確認できるサーバーはありません。</translation>
    </message>
    <message numerus="yes">
        <source>Synchronised to %1: %2; %3 of %n server(s) agree.</source>
        <comment>server, offset, number</comment>
        <translation>
            <numerusform>%1 に同期しています: %2、%n 台のサーバーのうち %3 台が一致しています。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>synchroscope::PlaceView</name>
    <message>
        <source>&amp;Copy the command</source>
        <translation>コマンドをコピー(&amp;C)</translation>
    </message>
    <message>
        <source>Command that opens an editor at this line</source>
        <translation>この行をエディターで開くコマンド</translation>
    </message>
    <message>
        <source>&amp;Back to the list</source>
        <translation>一覧に戻る(&amp;B)</translation>
    </message>
    <message>
        <source>Back to the list (Esc)</source>
        <translation>一覧に戻る (Esc)</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>備考</translation>
    </message>
    <message>
        <source>%1, line %2</source>
        <comment>a file</comment>
        <translation>%1、%2 行目</translation>
    </message>
    <message>
        <source>Text of %1</source>
        <comment>a file</comment>
        <translation>%1 の内容</translation>
    </message>
    <message>
        <source>Copied. Paste it into a terminal.</source>
        <translation>コピーしました。端末に貼り付けてください。</translation>
    </message>
</context>
<context>
    <name>synchroscope::PlotLabels</name>
    <message>
        <source>no answer</source>
        <translation>応答なし</translation>
    </message>
    <message>
        <source>%1: %2, beyond this scale</source>
        <extracomment>%1 is a server, %2 the error of its offset (&quot;± 14 ms&quot;). The chart&apos;s scale shows less than that.</extracomment>
        <translation>%1: %2、この目盛りの範囲外</translation>
    </message>
    <message numerus="yes">
        <source>▲ %n more ahead</source>
        <translation>
            <numerusform>▲ ほかに %n 台が進み</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>▼ %n more behind</source>
        <translation>
            <numerusform>▼ ほかに %n 台が遅れ</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>▲ %n server(s) ahead</source>
        <translation>
            <numerusform>▲ %n 台のサーバーで進み</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>▼ %n server(s) behind</source>
        <translation>
            <numerusform>▼ %n 台のサーバーで遅れ</numerusform>
        </translation>
    </message>
    <message>
        <source>▲ %1, %2</source>
        <translation>▲ %1、%2</translation>
    </message>
    <message>
        <source>▼ %1, %2</source>
        <translation>▼ %1、%2</translation>
    </message>
    <message numerus="yes">
        <source>▲ %n time service(s) above</source>
        <translation>
            <numerusform>▲ %n 個の時刻サービスが上方</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>▼ %n time service(s) below</source>
        <translation>
            <numerusform>▼ %n 個の時刻サービスが下方</numerusform>
        </translation>
    </message>
    <message>
        <source>no measurement</source>
        <translation>測定なし</translation>
    </message>
</context>
<context>
    <name>synchroscope::PlotView</name>
    <message>
        <source>Chart of the offset of this clock</source>
        <translation>この時計のオフセットのグラフ</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <extracomment>%1 is an offset (&quot;2.9 ms behind&quot;), %2 its error (&quot;± 25 ms&quot;).</extracomment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>%1 at %2: %3</source>
        <extracomment>%1 is a server, %2 a time of day, %3 an offset with its error.</extracomment>
        <translation>%1、%2: %3</translation>
    </message>
    <message>
        <source>No source is shown.</source>
        <translation>表示する時刻源がありません。</translation>
    </message>
    <message>
        <source>Reading the measurements of this range…</source>
        <translation>この範囲の測定値を読み込んでいます…</translation>
    </message>
    <message>
        <source>No measurement in this range yet.</source>
        <translation>この範囲の測定値はまだありません。</translation>
    </message>
    <message>
        <source>No measurement in this range.</source>
        <translation>この範囲に測定値はありません。</translation>
    </message>
    <message>
        <source>Chart of the frequency of this clock</source>
        <translation>この時計の周波数のグラフ</translation>
    </message>
    <message>
        <source>Chart of the root delay</source>
        <translation>ルート遅延のグラフ</translation>
    </message>
    <message>
        <source>Chart of the root dispersion</source>
        <translation>ルート分散のグラフ</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>%1 is a time of day, %2 what happened then.</extracomment>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>synchroscope::PreferencesPage</name>
    <message>
        <source>Files, logs and logins agree with those of other computers.</source>
        <translation>ファイル、ログ、ログインの時刻が、ほかのコンピューターと合う程度です。</translation>
    </message>
    <message>
        <source>Servers whose logs and databases are compared.</source>
        <translation>ログやデータベースを互いに照合するサーバー向けです。</translation>
    </message>
    <message>
        <source>Measurements and trade, with a source of time in the local network.</source>
        <translation>ローカルネットワークに時刻源がある、計測や取引向けです。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>How right this clock has to be</source>
        <translation>この時計に求める正確さ</translation>
    </message>
    <message>
        <source>&amp;Tell me from</source>
        <translation>通知するずれ(&amp;T)</translation>
    </message>
    <message>
        <source>Notifications</source>
        <translation>通知</translation>
    </message>
    <message>
        <source>Show a &amp;notification when something is wrong</source>
        <translation>問題があるときに通知を表示する(&amp;N)</translation>
    </message>
    <message>
        <source>When this clock is off for certain or again and again, when nobody has said for a day what time it is, and when nothing keeps this clock right any more. One answer alone never alarms, and there is one reminder after half an hour.</source>
        <translation>この時計が確実に、または繰り返しずれているとき、丸 1 日どこからも時刻が得られないとき、この時計を正しく保つものがなくなったときに通知します。1 回の応答だけで通知することはありません。30 分後に 1 度だけ、改めて通知します。</translation>
    </message>
    <message>
        <source>Mute for a &amp;day</source>
        <translation>通知を 1 日止める(&amp;D)</translation>
    </message>
    <message>
        <source>Turn notifications on &amp;again</source>
        <translation>通知を再開する(&amp;A)</translation>
    </message>
    <message>
        <source>Starting and closing</source>
        <translation>起動と終了</translation>
    </message>
    <message>
        <source>&amp;Start with the session, as an icon in the tray</source>
        <translation>ログイン時にトレイアイコンとして起動する(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Keep watch in the tray when the window is closed</source>
        <translation>ウィンドウを閉じてもトレイで監視を続ける(&amp;K)</translation>
    </message>
    <message>
        <source>Where the desktop has no tray, closing the window ends the program.</source>
        <translation>デスクトップにトレイがない場合は、ウィンドウを閉じるとプログラムが終了します。</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>two sentences</comment>
        <translation>%1%2</translation>
    </message>
    <message>
        <source>Urgent&amp;ly from</source>
        <translation>緊急とするずれ(&amp;L)</translation>
    </message>
    <message>
        <source>Mute for &amp;1 hour</source>
        <translation>通知を 1 時間止める(&amp;1)</translation>
    </message>
    <message>
        <source>Mute &amp;until I turn them on again</source>
        <translation>再開するまで通知を止める(&amp;U)</translation>
    </message>
</context>
<context>
    <name>synchroscope::ReachFindings</name>
    <message>
        <source>Check the spelling, and whether names can be looked up here.</source>
        <translation>綴りと、ここで名前解決ができるかを確認してください。</translation>
    </message>
    <message>
        <source>This clock is far off. Answers of the name service that are signed (DNSSEC) then seem expired, or not valid yet.</source>
        <translation>この時計は大きくずれています。その場合、署名された名前解決の応答（DNSSEC）は、期限切れか、まだ有効でないように見えます。</translation>
    </message>
    <message>
        <source>Name one server by its address: then the clock can be set first.</source>
        <translation>サーバーを 1 台、アドレスで指定してください。そうすれば先に時計を合わせられます。</translation>
    </message>
    <message numerus="yes">
        <source>%n name(s) cannot be looked up</source>
        <translation>
            <numerusform>%n 個の名前を解決できません</numerusform>
        </translation>
    </message>
    <message>
        <source>It would not be so if &quot;resolvectl query %1&quot; showed an address.</source>
        <translation>「resolvectl query %1」がアドレスを示すなら、この診断は当てはまりません。</translation>
    </message>
    <message>
        <source>They did answer before.</source>
        <translation>以前は応答がありました。</translation>
    </message>
    <message>
        <source>NTP seems to be blocked on the way</source>
        <translation>NTP が途中で遮断されているようです</translation>
    </message>
    <message numerus="yes">
        <source>None of %n server(s) answers, though their addresses are known. So many do not fail at once: most likely a firewall here, the router or the provider drops the packets (UDP port 123).</source>
        <translation>
            <numerusform>%n 台のサーバーは、アドレスがわかっているのに、どれも応答しません。これだけの台数が同時に故障することはまずありません。ここのファイアウォール、ルーター、またはプロバイダーがパケットを破棄している可能性が高いです（UDP ポート 123）。</numerusform>
        </translation>
    </message>
    <message>
        <source>Allow UDP port 123 outwards, in the firewall of this computer and of the network. Or use a time server within the network, which often is the router. To see whose fault it is, try another network.</source>
        <translation>このコンピューターとネットワークのファイアウォールで、外向きの UDP ポート 123 を許可してください。または、ネットワーク内の時刻サーバー（多くはルーター）を使ってください。原因がどこにあるかは、別のネットワークで試すとわかります。</translation>
    </message>
    <message>
        <source>It would not be so if one of them answered: then the silent ones themselves would be at fault.</source>
        <translation>そのうち 1 台でも応答すれば、この診断は当てはまりません。その場合は、応答しないサーバー自体に原因があります。</translation>
    </message>
    <message>
        <source>%1 has not answered for %2.</source>
        <comment>server, time</comment>
        <translation>%1 は %2応答がありません。</translation>
    </message>
    <message>
        <source>%1 has not answered so far.</source>
        <comment>server</comment>
        <translation>%1 からはまだ応答がありません。</translation>
    </message>
    <message>
        <source>Others do answer (%1), so the way out of here is open.</source>
        <comment>names</comment>
        <translation>ほかのサーバー（%1）は応答しているため、ここから外への経路は通じています。</translation>
    </message>
    <message>
        <source>%1 does not answer</source>
        <translation>%1 の応答がありません</translation>
    </message>
    <message>
        <source>Add a second server of another operator: that tells them apart.</source>
        <translation>別の運営者のサーバーをもう 1 台追加してください。そうすればどちらが原因かわかります。</translation>
    </message>
    <message>
        <source>If it stays so, put another server in its place.</source>
        <translation>この状態が続くなら、別のサーバーに替えてください。</translation>
    </message>
    <message>
        <source>It would not be so if it answered the next question.</source>
        <translation>次の問い合わせに応答すれば、この診断は当てはまりません。</translation>
    </message>
    <message>
        <source>It would not be so if it answered from another network: then the way to it would be at fault.</source>
        <translation>別のネットワークからの問い合わせに応答するなら、この診断は当てはまりません。その場合は、サーバーまでの経路に原因があります。</translation>
    </message>
    <message>
        <source>Nothing listens at %1</source>
        <translation>%1 では何も待ち受けていません</translation>
    </message>
    <message>
        <source>The computer of %1 says itself that no time service listens there (the connection is refused). So it is there, and the way to it is open.</source>
        <translation>%1 のコンピューター自身が、そこで待ち受ける時刻サービスはないと知らせています（接続の拒否）。つまり、コンピューターは存在し、そこまでの経路は通じています。</translation>
    </message>
    <message>
        <source>Check the name and the port, and start the time service there if it is yours. Else put another server in its place.</source>
        <translation>名前とポートを確認し、自分で管理するコンピューターなら、そこで時刻サービスを開始してください。そうでなければ、別のサーバーに替えてください。</translation>
    </message>
    <message>
        <source>It would not be so if a firewall had refused in its place, and other networks got answers.</source>
        <translation>ファイアウォールが代わりに拒否していて、ほかのネットワークには応答があるなら、この診断は当てはまりません。</translation>
    </message>
    <message>
        <source>Questions from port 123 get no answer</source>
        <translation>ポート 123 からの問い合わせに応答がありません</translation>
    </message>
    <message numerus="yes">
        <source>%n server(s) answer Synchroscope, which asks from any port, and not %2, whose questions leave from UDP port 123: %1. A firewall or the provider drops those.</source>
        <translation>
            <numerusform>%n 台のサーバーは、任意のポートから問い合わせる Synchroscope には応答し、UDP ポート 123 から問い合わせる %2 には応答しません: %1。ファイアウォールまたはプロバイダーが、後者の問い合わせを破棄しています。</numerusform>
        </translation>
    </message>
    <message>
        <source>Take &quot;acquisitionport 123&quot; out of chrony&apos;s configuration, or write &quot;server&quot; where it says &quot;peer&quot;.</source>
        <translation>chrony の設定から「acquisitionport 123」を取り除くか、「peer」と書かれているところを「server」にしてください。</translation>
    </message>
    <message>
        <source>Allow UDP port 123 in both directions, or use a time service that asks from any port, such as chrony.</source>
        <translation>UDP ポート 123 を両方向とも許可するか、chrony のように任意のポートから問い合わせる時刻サービスを使ってください。</translation>
    </message>
    <message>
        <source>It would not be so if they answered a question from port 123, as &quot;ntpdate -q&quot; asks it.</source>
        <translation>「ntpdate -q」のように、ポート 123 からの問い合わせに応答するなら、この診断は当てはまりません。</translation>
    </message>
    <message numerus="yes">
        <source>%n server(s) answer Synchroscope, and not %1</source>
        <translation>
            <numerusform>%n 台のサーバーが Synchroscope には応答し、%1 には応答しません</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: the way is open and the time is good, and yet none of the last questions of %2 was answered.</source>
        <comment>names, a program</comment>
        <translation>%1: 経路は通じており、時刻も良好ですが、%2 の最近の問い合わせには一度も応答がありません。</translation>
    </message>
    <message>
        <source>See what the log of %1 says of it. It may ask another address of the name, use a key, or be held back by a firewall&apos;s rule for programs.</source>
        <translation>%1 のログで理由を確認してください。その名前の別のアドレスに問い合わせているか、鍵を使っているか、プログラムごとのファイアウォールの規則で止められている可能性があります。</translation>
    </message>
    <message>
        <source>It would not be so if %1 counted an answer at its next poll.</source>
        <translation>%1 が次の問い合わせで応答を受け付ければ、この診断は当てはまりません。</translation>
    </message>
    <message>
        <source>%1 is followed without new samples</source>
        <translation>%1 に同期していますが、新しいサンプルがありません</translation>
    </message>
    <message numerus="yes">
        <source>The last sample of %1 is %2 old, %n poll(s). It answers, but its answers fail the tests of %3: most often because the way to it has become longer.</source>
        <translation>
            <numerusform>%1 の最後のサンプルは %2前のもので、問い合わせ %n 回分古くなっています。応答はありますが、%3 の検査に合格していません。多くの場合、経路が以前より長くなったためです。</numerusform>
        </translation>
    </message>
    <message>
        <source>Let it begin anew: sudo chronyc reset sources.</source>
        <translation>最初からやり直させてください: 「sudo chronyc reset sources」。</translation>
    </message>
    <message>
        <source>Restart %1: then it begins anew.</source>
        <translation>%1 を再起動してください。最初からやり直します。</translation>
    </message>
    <message>
        <source>It would not be so if a sample came at the next poll.</source>
        <translation>次の問い合わせでサンプルが得られれば、この診断は当てはまりません。</translation>
    </message>
    <message>
        <source>%1 is followed from memory</source>
        <translation>%1 への同期を過去の測定で続けています</translation>
    </message>
    <message>
        <source>None of the last eight questions to %1 was answered; the last answer came %2. Until another source is better, %3 goes on by what it has learnt of this clock. That is normal for a while, and the error grows slowly.</source>
        <comment>server, age, a program</comment>
        <translation>%1 への直近 8 回の問い合わせに、一度も応答がありません。最後の応答は %2です。より良い時刻源が現れるまで、%3 はこの時計についてこれまでに得た値で続けます。しばらくの間なら正常で、誤差は少しずつ大きくなります。</translation>
    </message>
    <message>
        <source>Nothing at first. If it lasts, see to the network, or add servers.</source>
        <translation>まずは何もする必要はありません。続くようなら、ネットワークを調べるか、サーバーを追加してください。</translation>
    </message>
    <message>
        <source>It would not be so if the next question was answered.</source>
        <translation>次の問い合わせに応答があれば、この診断は当てはまりません。</translation>
    </message>
    <message numerus="yes">
        <source>%n of %1 sources</source>
        <comment>so many of all</comment>
        <translation>
            <numerusform>%1 個の時刻源のうち %n 個</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 does not ask %n source(s)</source>
        <comment>a program</comment>
        <translation>
            <numerusform>%1 は %n 個の時刻源に問い合わせていません</numerusform>
        </translation>
    </message>
    <message>
        <source>Tell it to ask them again: sudo chronyc online.</source>
        <translation>再び問い合わせるよう指示してください: 「sudo chronyc online」。</translation>
    </message>
    <message>
        <source>It would not be so if there was no way to them, as where IPv6 leads nowhere: then it is right not to ask.</source>
        <translation>IPv6 が通じていない場合のように、これらへの経路がないなら、この診断は当てはまりません。その場合、問い合わせないのは正しい動作です。</translation>
    </message>
    <message>
        <source>This computer is offline</source>
        <translation>このコンピューターはオフラインです</translation>
    </message>
    <message>
        <source>There has been no network for %1, so no server can be asked.</source>
        <translation>ネットワークが %1つながっていないため、どのサーバーにも問い合わせできません。</translation>
    </message>
    <message>
        <source>There is no network, so no server can be asked.</source>
        <translation>ネットワークにつながっていないため、どのサーバーにも問い合わせできません。</translation>
    </message>
    <message>
        <source>Nothing to do about the time: once there is a network, the servers are asked again.</source>
        <translation>時刻については何もする必要はありません。ネットワークがつながれば、サーバーに再び問い合わせます。</translation>
    </message>
    <message>
        <source>It would not be so if a web page could be opened.</source>
        <translation>Web ページを開けるなら、この診断は当てはまりません。</translation>
    </message>
    <message>
        <source>Many packets to or from %1 are lost</source>
        <translation>%1 との間で多くのパケットが失われています</translation>
    </message>
    <message numerus="yes">
        <source>%1 answered %n of the last %2 questions, with gaps between.</source>
        <translation>
            <numerusform>%1 は直近 %2 回の問い合わせのうち %n 回に応答し、途中に抜けがあります。</numerusform>
        </translation>
    </message>
    <message>
        <source>See whether other servers lose as many: then it is this network, often its radio. Else choose a nearer server.</source>
        <translation>ほかのサーバーでも同じくらい失われているか確認してください。そうなら原因はこのネットワークで、多くは無線です。そうでなければ、より近いサーバーを選んでください。</translation>
    </message>
    <message>
        <source>It would not be so if the next eight were answered.</source>
        <translation>次の 8 回に応答があれば、この診断は当てはまりません。</translation>
    </message>
    <message>
        <source>No address is known, so no question can be sent: %1.</source>
        <comment>names</comment>
        <translation>アドレスがわからないため、問い合わせを送れません: %1。</translation>
    </message>
    <message>
        <source>None has ever answered.</source>
        <translation>どのサーバーからも、一度も応答がありません。</translation>
    </message>
    <message>
        <source>No other server answers, so it cannot be told whether this server or the way to it is at fault.</source>
        <translation>ほかに応答するサーバーがないため、このサーバーと、そこまでの経路のどちらに原因があるかはわかりません。</translation>
    </message>
    <message>
        <source>%1 was told not to ask (offline): %2. Network scripts do so while the network is down; now it is up.</source>
        <comment>a program, sources</comment>
        <translation>%1 は問い合わせないよう指示されています（オフライン）: %2。ネットワークのスクリプトは、ネットワークが切れている間そう指示しますが、今はつながっています。</translation>
    </message>
    <message>
        <source>Unless the time service was started within the last minute: then its first answers may still be on their way.</source>
        <translation>ただし、時刻サービスがこの 1 分以内に起動された場合は、最初の応答がまだ届いていないだけかもしれません。</translation>
    </message>
    <message>
        <source>No other server answers that could be compared with: whether they are at fault or the way to them cannot be told.</source>
        <translation>比較できる、応答するサーバーがほかにないため、サーバーと経路のどちらに原因があるかはわかりません。</translation>
    </message>
    <message numerus="yes">
        <source>%n server(s) do not answer</source>
        <translation>
            <numerusform>%n 台のサーバーの応答がありません</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing comes from %1.</source>
        <comment>names</comment>
        <translation>%1 からは何も届いていません。</translation>
    </message>
    <message>
        <source>If it stays so, put other servers in their place.</source>
        <translation>この状態が続くなら、別のサーバーに替えてください。</translation>
    </message>
    <message>
        <source>Add a server of another operator: if it answers, they are at fault.</source>
        <translation>別の運営者のサーバーを追加してください。それが応答すれば、原因は応答しないサーバーの側にあります。</translation>
    </message>
    <message>
        <source>It would not be so if they answered from another network: then the way to them would be at fault.</source>
        <translation>別のネットワークからの問い合わせに応答するなら、この診断は当てはまりません。その場合は、サーバーまでの経路に原因があります。</translation>
    </message>
    <message>
        <source>It would not be so if one of them answered the next question.</source>
        <translation>そのうち 1 台でも次の問い合わせに応答すれば、この診断は当てはまりません。</translation>
    </message>
    <message numerus="yes">
        <source>%n server(s) have an address that is no computer&apos;s</source>
        <translation>
            <numerusform>%n 台のサーバーのアドレスが、どのコンピューターのものでもありません</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing can answer there: %1. Such an address (%2) is for many computers at once, or for none.</source>
        <comment>servers, an address</comment>
        <translation>そこからは何も応答できません: %1。このようなアドレス（%2）は、多数のコンピューター全体のためのものか、どのコンピューターのものでもありません。</translation>
    </message>
    <message>
        <source>Put a real server in its place. If no file here names it, the network handed it out: mend it in the router&apos;s settings (DHCP, NTP server).</source>
        <translation>実在のサーバーに替えてください。ここのどのファイルにも書かれていなければ、ネットワークから配られたものです。ルーターの設定（DHCP の NTP サーバー）を直してください。</translation>
    </message>
    <message>
        <source>It would not be so if a single computer had that address.</source>
        <translation>そのアドレスを持つコンピューターが 1 台だけあれば、この診断は当てはまりません。</translation>
    </message>
    <message>
        <source>%1 has not answered so far</source>
        <translation>%1 からはまだ応答がありません</translation>
    </message>
    <message>
        <source>Look again in a minute or two. &quot;chronyc activity&quot; and &quot;systemctl status&quot; tell whether it is asked at all, and since when.</source>
        <translation>1、2 分後にもう一度確認してください。そもそも問い合わせているのか、いつからなのかは、「chronyc activity」と「systemctl status」でわかります。</translation>
    </message>
    <message>
        <source>It shows .STEP.: this clock was set since, and it has begun anew with this server; the first answer may still be on its way.</source>
        <comment>of ntpd</comment>
        <translation>「.STEP.」と表示されています。時計がステップ調整されたため、このサーバーへの問い合わせをやり直しており、最初の応答がまだ届いていない可能性があります。</translation>
    </message>
    <message>
        <source>It shows .XFAC.: an address of this computer has changed or gone, and it has begun anew with this server.</source>
        <comment>of ntpd</comment>
        <translation>「.XFAC.」と表示されています。このコンピューターのアドレスが変わったかなくなったため、このサーバーへの問い合わせをやり直しています。</translation>
    </message>
    <message>
        <source>Another program, most often gpsd, writes its samples into shared memory. See whether it runs (with -n, so that it does not wait for somebody who asks), whether its receiver has found satellites, and whether both use the same unit. Units 0 and 1 are for root alone.</source>
        <translation>別のプログラム（多くの場合 gpsd）が、測定値を共有メモリーに書き込みます。それが動作しているか（-n を付けると、利用者の接続を待たずに動作します）、受信機が衛星を捕捉しているか、両者が同じユニットを使っているかを確認してください。ユニット 0 と 1 は root 専用です。</translation>
    </message>
    <message>
        <source>Another program, most often gpsd, sends its samples to a socket, and looks for it only at its own start. Start it after the time service, and see whether its receiver has found satellites.</source>
        <translation>別のプログラム（多くの場合 gpsd）が、測定値をソケットに送ります。ソケットを探すのはそのプログラムの起動時だけなので、時刻サービスのあとに起動してください。受信機が衛星を捕捉しているかも確認してください。</translation>
    </message>
    <message>
        <source>See whether %1 is there, whether pulses come (sudo ppstest shows them), and whether a source gives the whole seconds: a pulse that is locked to a silent device is silent too.</source>
        <comment>a device</comment>
        <translation>%1 が存在するか、パルスが届いているか（sudo ppstest で確認できます）、整数の秒を与えるソースがあるかを確認してください。沈黙しているデバイスにロックされたパルスは、同じく沈黙します。</translation>
    </message>
    <message>
        <source>See whether %1 is there and is still the same device: its number may change at each start.</source>
        <comment>a device</comment>
        <translation>%1 が存在し、今も同じデバイスを指しているかを確認してください。番号は起動のたびに変わる可能性があります。</translation>
    </message>
    <message>
        <source>See whether the device is there, whether it has found the time itself, and whether the program that reads it runs and was started in the right order.</source>
        <translation>デバイスが存在するか、デバイス自身が時刻を得ているか、デバイスを読み取るプログラムが動作していて、正しい順序で起動されたかを確認してください。</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>a device&apos;s name, what it reads</comment>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>None of the last eight readings of %1 gave a sample; the last one came %2.</source>
        <comment>a device, age</comment>
        <translation>%1 の直近 8 回の読み取りでは、測定値が一度も得られませんでした。最後の測定値は %2のものです。</translation>
    </message>
    <message>
        <source>%1 has not given a sample so far.</source>
        <comment>a device</comment>
        <translation>%1 からはまだ測定値が得られていません。</translation>
    </message>
    <message>
        <source>Another source is followed, so the clock is kept without it.</source>
        <translation>別のソースに同期しているため、このデバイスがなくても時計は合わせられています。</translation>
    </message>
    <message>
        <source>Nothing else is followed in its place.</source>
        <translation>代わりに同期しているソースはありません。</translation>
    </message>
    <message>
        <source>The device %1 is silent</source>
        <translation>デバイス %1 から測定値が得られません</translation>
    </message>
    <message>
        <source>%1 must be allowed to open it: its user&apos;s rights, AppArmor and SELinux count.</source>
        <comment>a program</comment>
        <translation>%1 にはそれを開く権限が必要です。実行ユーザーの権限、AppArmor、SELinux が関係します。</translation>
    </message>
    <message>
        <source>It would not be so if its receiver was started just now and had not found the time yet.</source>
        <translation>受信機の電源が入ったばかりで、まだ時刻を得ていないのであれば、そうではありません。</translation>
    </message>
    <message>
        <source>What was pasted does not tell since when they are asked: a time service that was just started, or told that there is no network, has no answer yet either.</source>
        <translation>貼り付けられた内容からは、これらのサーバーにいつから問い合わせているのかがわかりません。起動したばかりの時刻サービスや、ネットワークがないと知らされている時刻サービスにも、まだ応答はありません。</translation>
    </message>
    <message>
        <source>What was pasted does not tell since when this server is asked: a time service that was just started, or told that there is no network, has no answer yet either.</source>
        <translation>貼り付けられた内容からは、このサーバーにいつから問い合わせているのかがわかりません。起動したばかりの時刻サービスや、ネットワークがないと知らされている時刻サービスにも、まだ応答はありません。</translation>
    </message>
    <message numerus="yes">
        <source>The last sample of %1 is %2 old, %n poll(s). %3 does not tell whether it answers at all.</source>
        <translation>
            <numerusform>%1 の最後のサンプルは %2前のもので、問い合わせ %n 回分古くなっています。そもそも応答があるかどうかを、%3 は示しません。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>synchroscope::ReportPanel</name>
    <message>
        <source>&amp;Leave names and addresses out</source>
        <translation>名前とアドレスを伏せる(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Save…</source>
        <translation>保存(&amp;S)…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>Nothing is known so far. Try again in a few seconds.</source>
        <translation>まだ何もわかっていません。数秒後にもう一度試してください。</translation>
    </message>
    <message>
        <source>Save a report</source>
        <translation>レポートの保存</translation>
    </message>
    <message>
        <source>Text (*.txt)</source>
        <translation>テキスト (*.txt)</translation>
    </message>
    <message>
        <source>Written to %1.</source>
        <translation>%1 に書き込みました。</translation>
    </message>
</context>
<context>
    <name>synchroscope::ReportWords</name>
    <message>
        <source>Findings</source>
        <translation>診断結果</translation>
    </message>
    <message>
        <source>Nothing is odd, as far as this program can see.</source>
        <translation>このプログラムにわかる限り、おかしな点はありません。</translation>
    </message>
    <message>
        <source>Time services</source>
        <translation>時刻サービス</translation>
    </message>
    <message>
        <source>source</source>
        <translation>時刻源</translation>
    </message>
    <message>
        <source>stratum</source>
        <translation>階層</translation>
    </message>
    <message>
        <source>poll</source>
        <translation>間隔</translation>
    </message>
    <message>
        <source>reach</source>
        <translation>到達性</translation>
    </message>
    <message>
        <source>state</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>Measured by this program</source>
        <translation>このプログラムによる測定</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n request(s) answered</source>
        <translation>
            <numerusform>問い合わせ %n 回中 %1 回応答</numerusform>
        </translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>時計</translation>
    </message>
    <message>
        <source>Universal time</source>
        <translation>協定世界時</translation>
    </message>
    <message>
        <source>Hardware clock</source>
        <translation>ハードウェアクロック</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>タイムゾーン</translation>
    </message>
    <message>
        <source>Synchronised</source>
        <translation>同期</translation>
    </message>
    <message>
        <source>Time service</source>
        <translation>時刻サービス</translation>
    </message>
    <message>
        <source>Frequency</source>
        <translation>周波数</translation>
    </message>
    <message>
        <source>Machine</source>
        <translation>マシン</translation>
    </message>
    <message>
        <source>What happened lately</source>
        <translation>最近起きたこと</translation>
    </message>
    <message>
        <source>What happened to this clock</source>
        <translation>この時計に起きたこと</translation>
    </message>
    <message>
        <source>Report of Synchroscope %1, %2</source>
        <translation>Synchroscope %1 のレポート、%2</translation>
    </message>
    <message>
        <source>All that this rests on</source>
        <translation>判断の根拠となったすべてのデータ</translation>
    </message>
    <message>
        <source>For programs: &quot;synchroscopectl diagnose --replay FILE&quot; judges it again.</source>
        <translation>プログラム用: 「synchroscopectl diagnose --replay FILE」でもう一度判定できます。</translation>
    </message>
    <message>
        <source>One text file with the verdict, the findings, what time services and servers say, the clock&apos;s state, the configuration files of time services and the last lines of their logs. Keys and passwords are never in it.</source>
        <translation>判定、診断結果、時刻サービスとサーバーの回答、時計の状態、時刻サービスの設定ファイル、ログの最後の数行をまとめた一つのテキストファイルです。鍵とパスワードは決して含まれません。</translation>
    </message>
    <message>
        <source>Names and addresses of servers and of this computer are replaced by others, the same everywhere; comments in files are left out. The time zone and well-known public servers stay. Look through it before you send it.</source>
        <translation>サーバーとこのコンピューターの名前とアドレスは、全体を通して同じ別のものに置き換え、ファイルのコメントは省きます。タイムゾーンとよく知られた公開サーバーはそのまま残ります。送る前に内容を確認してください。</translation>
    </message>
    <message>
        <source>Names and addresses are in it as they are.</source>
        <translation>名前とアドレスはそのまま含まれます。</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>two sentences</comment>
        <translation>%1%2</translation>
    </message>
</context>
<context>
    <name>synchroscope::ScatterView</name>
    <message>
        <source>Offsets against round trips</source>
        <translation>往復遅延に対するオフセット</translation>
    </message>
    <message>
        <source>There is no answer in this time.</source>
        <translation>この時間には応答がありません。</translation>
    </message>
    <message>
        <source>The round trips of these answers are not known.</source>
        <translation>これらの応答の往復遅延はわかりません。</translation>
    </message>
    <message>
        <source>Round trips between %1 and %2, offsets between %3 and %4.</source>
        <translation>往復遅延は %1 から %2、オフセットは %3 から %4 です。</translation>
    </message>
    <message>
        <source>round trip of %1</source>
        <translation>往復遅延 %1</translation>
    </message>
    <message>
        <source>%1, with a round trip of %2.</source>
        <comment>offset, delay</comment>
        <translation>%1、往復遅延 %2。</translation>
    </message>
</context>
<context>
    <name>synchroscope::SelectionFindings</name>
    <message>
        <source>The first answers are awaited</source>
        <translation>最初の応答を待っています</translation>
    </message>
    <message>
        <source>Enough samples: the sources are being compared</source>
        <translation>サンプルがそろい、時刻源を比較しています</translation>
    </message>
    <message>
        <source>%1 of %2 needed samples: can be followed in about %3</source>
        <translation>必要なサンプル %2 個のうち %1 個: 約 %3後に同期先にできます</translation>
    </message>
    <message>
        <source>%1 of %2 needed samples so far</source>
        <translation>これまでに、必要なサンプル %2 個のうち %1 個</translation>
    </message>
    <message>
        <source>%1 was started a short while ago and gathers its first answers: %2.</source>
        <comment>a program, servers</comment>
        <translation>%1 は少し前に起動し、最初の応答を集めています: %2。</translation>
    </message>
    <message>
        <source>It is too early to judge: %1 needs %2 samples of a source before it follows it, and has %3 so far of the best of these: %4. The question mark in its list means no more than that.</source>
        <comment>a program, number, number, sources</comment>
        <translation>まだ判断できません。%1 が時刻源に同期するにはサンプルが %2 個必要で、次のうち最も多いものでもまだ %3 個です: %4。一覧の疑問符は、それだけの意味です。</translation>
    </message>
    <message>
        <source>Wait about %1; nothing is wrong.</source>
        <translation>約 %1待ってください。異常ではありません。</translation>
    </message>
    <message>
        <source>Wait for the next answers; nothing is wrong.</source>
        <translation>次の応答を待ってください。異常ではありません。</translation>
    </message>
    <message>
        <source>It would not be so if the number of samples stayed the same for several polls.</source>
        <translation>何回問い合わせてもサンプルの数が変わらないなら、この診断は当てはまりません。</translation>
    </message>
    <message>
        <source>This clock is within %1 of %2.</source>
        <comment>span, device</comment>
        <translation>この時計は %2 と %1 以内で一致しています。</translation>
    </message>
    <message>
        <source>This clock follows %1.</source>
        <comment>device</comment>
        <translation>この時計は %1 に同期しています。</translation>
    </message>
    <message>
        <source>The host&apos;s clock (%1) is followed</source>
        <translation>ホストの時計（%1）に同期しています</translation>
    </message>
    <message>
        <source>In a virtual machine that is the clock of its host. It can be read very exactly, and that says nothing about how right it is.</source>
        <translation>仮想マシンでは、これはホストの時計です。非常に正確に読み取れますが、それがどれだけ正しいかは別の話です。</translation>
    </message>
    <message>
        <source>Nothing has to be done. Three servers beside it would show when the host is wrong.</source>
        <translation>何もする必要はありません。サーバーを 3 台加えれば、ホストが狂ったときにわかります。</translation>
    </message>
    <message>
        <source>It would not be so if %1 was a network card&apos;s own clock, which is kept by others (PTP).</source>
        <translation>%1 がネットワークカード自身の時計で、ほかのものに保たれている（PTP）なら、この診断は当てはまりません。</translation>
    </message>
    <message>
        <source>Have the host&apos;s clock set right. Until then %1 should not be followed: write &quot;noselect&quot; behind it, or take its line out.</source>
        <translation>ホストの時計を正しく合わせてもらってください。それまでは %1 に同期しないよう、その行の後ろに「noselect」を書くか、行を取り除いてください。</translation>
    </message>
    <message>
        <source>It would not be so if the servers were of one operator that is wrong itself.</source>
        <translation>サーバーがすべて一つの運営者のもので、その運営者自身が狂っているなら、この診断は当てはまりません。</translation>
    </message>
    <message>
        <source>The servers are steady and agree (%1), and yet the samples of all of them scatter by %2. No server does that to the others: something other than %3 moved this clock between its samples.</source>
        <comment>servers, span, a program</comment>
        <translation>サーバーは安定しており、一致しています（%1）。それでも、すべてのサーバーのサンプルが %2 ばらついています。1 台のサーバーがほかのサーバーのサンプルに影響することはありません。%3 以外のものが、サンプルの間にこの時計を動かしました。</translation>
    </message>
    <message>
        <source>The servers are steady and agree (%1), and yet the samples of all of them scatter. No server does that to the others: something other than %2 moved this clock between its samples.</source>
        <comment>servers, a program</comment>
        <translation>サーバーは安定しており、一致しています（%1）。それでも、すべてのサーバーのサンプルがばらついています。1 台のサーバーがほかのサーバーのサンプルに影響することはありません。%2 以外のものが、サンプルの間にこの時計を動かしました。</translation>
    </message>
    <message>
        <source>Most likely it was the other time service that is here.</source>
        <translation>おそらく、ここにあるもう 1 つの時刻サービスによるものです。</translation>
    </message>
    <message>
        <source>Something else moved this clock</source>
        <translation>別のものがこの時計を動かしました</translation>
    </message>
    <message>
        <source>Keep one time service, and stop the other.</source>
        <translation>時刻サービスを 1 つだけ残し、もう 1 つを停止してください。</translation>
    </message>
    <message>
        <source>Find what sets the clock: a second time service, the tools of the virtual machine&apos;s host, or a machine that was paused. The servers need no change.</source>
        <translation>時計を設定しているものを探してください。2 つ目の時刻サービス、仮想マシンのホストのツール、またはマシンの一時停止などです。サーバーを変更する必要はありません。</translation>
    </message>
    <message>
        <source>It would not be so if one server scattered and the others did not.</source>
        <translation>1 台のサーバーだけがばらつき、ほかはばらついていないなら、この診断は当てはまりません。</translation>
    </message>
    <message numerus="yes">
        <source>The samples of %n source(s) scatter</source>
        <translation>
            <numerusform>%n 個の時刻源のサンプルがばらついています</numerusform>
        </translation>
    </message>
    <message>
        <source>They scatter by %1: %2.</source>
        <comment>span, sources</comment>
        <translation>%1 ばらついています: %2。</translation>
    </message>
    <message>
        <source>They scatter too much: %1.</source>
        <comment>sources</comment>
        <translation>ばらつきが大きすぎます: %1。</translation>
    </message>
    <message>
        <source>Choose another server, or see to the way there. A larger limit only hides it.</source>
        <translation>別のサーバーを選ぶか、そこまでの経路を調べてください。許容値を大きくしても、問題を隠すだけです。</translation>
    </message>
    <message>
        <source>It would not be so if all sources scattered alike: then something moved this clock.</source>
        <translation>すべての時刻源が同じようにばらついているなら、この診断は当てはまりません。その場合は、何かがこの時計を動かしました。</translation>
    </message>
    <message>
        <source>They contradict each other, and no side has a majority. So nobody can say which is right, and none is followed.</source>
        <translation>互いに食い違い、どちらも多数ではありません。どれが正しいかわからないため、どれにも同期しません。</translation>
    </message>
    <message>
        <source>%1: they contradict each other, and no side has a majority. So nobody can say which is right, and none is followed.</source>
        <comment>sources</comment>
        <translation>%1: 互いに食い違い、どちらも多数ではありません。どれが正しいかわからないため、どれにも同期しません。</translation>
    </message>
    <message>
        <source>The farthest are %1 apart.</source>
        <comment>span</comment>
        <translation>最も離れたものどうしの差は %1 です。</translation>
    </message>
    <message>
        <source>The sources contradict each other</source>
        <translation>時刻源どうしが食い違っています</translation>
    </message>
    <message>
        <source>Add servers of other operators: with four, three outvote one that is wrong. Take out what is known to be wrong.</source>
        <translation>別の運営者のサーバーを追加してください。4 台あれば、誤った 1 台を残りの 3 台が多数決で退けます。誤っているとわかっているものは取り除いてください。</translation>
    </message>
    <message>
        <source>It would not be so if more than half of them agreed within their bounds.</source>
        <translation>半数を超える時刻源が誤差の範囲内で一致するなら、この診断は当てはまりません。</translation>
    </message>
    <message>
        <source>%1 contradicts the others, and is not used.</source>
        <translation>%1 はほかと食い違っているため、使われません。</translation>
    </message>
    <message numerus="yes">
        <source>By the word of %n source(s) that agree, %1 is %2. So it is not used.</source>
        <comment>server, offset</comment>
        <translation>
            <numerusform>一致している %n 個の時刻源によれば、%1 は %2です。そのため使われません。</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 is %2 off</source>
        <comment>server, span</comment>
        <translation>%1 は %2 ずれています</translation>
    </message>
    <message>
        <source>%1 tells another time than the others</source>
        <translation>%1 はほかと異なる時刻を示しています</translation>
    </message>
    <message>
        <source>Nothing at once: the others outvote it. If it stays so, put another in its place.</source>
        <translation>すぐに何かする必要はありません。ほかの時刻源が多数決で退けています。この状態が続くなら、別のものに替えてください。</translation>
    </message>
    <message>
        <source>It would not be so if the others were wrong together, such as servers of one operator.</source>
        <translation>一つの運営者のサーバーどうしのように、ほかの時刻源がそろって誤っているなら、この診断は当てはまりません。</translation>
    </message>
    <message>
        <source>%1 serves its own clock</source>
        <translation>%1 は自身の時計を配信しています</translation>
    </message>
    <message>
        <source>%1 follows no source, and tells others its own clock as if it was synchronised (the local mode, 127.127.1.1). It can be wrong by any amount.</source>
        <translation>%1 はどの時刻源にも同期していないのに、自身の時計を同期済みのようにほかへ配信しています（ローカルモード、127.127.1.1）。どれだけ狂っていてもおかしくありません。</translation>
    </message>
    <message>
        <source>Give it a source. Where the network is meant to have a time of its own, and only that, leave it as it is.</source>
        <translation>時刻源を設定してください。独自の時刻だけを使うことを意図したネットワークなら、そのままにしてください。</translation>
    </message>
    <message>
        <source>It would not be so if &quot;chronyc tracking&quot; named a source.</source>
        <translation>「chronyc tracking」が時刻源を示すなら、この診断は当てはまりません。</translation>
    </message>
    <message>
        <source>The Windows computer follows no server</source>
        <translation>Windows のコンピューターがどのサーバーにも同期していません</translation>
    </message>
    <message>
        <source>Give it servers (w32tm /config /manualpeerlist:… /syncfromflags:manual /update), then w32tm /resync.</source>
        <translation>サーバーを設定し（w32tm /config /manualpeerlist:… /syncfromflags:manual /update）、その後 w32tm /resync を実行してください。</translation>
    </message>
    <message>
        <source>It would not be so if &quot;w32tm /query /source&quot; named a server.</source>
        <translation>「w32tm /query /source」がサーバーを示すなら、この診断は当てはまりません。</translation>
    </message>
    <message>
        <source>%1 keeps to another time than is measured</source>
        <translation>%1 は測定結果と異なる時刻に合わせています</translation>
    </message>
    <message numerus="yes">
        <source>Measured here with %n server(s), this clock is %1. %2 says that it is %3. Both cannot be true.</source>
        <comment>offset, a program, offset</comment>
        <translation>
            <numerusform>ここで %n 台のサーバーと比べて測定すると、この時計は %1 です。%2 によれば %3です。両方が正しいことはありえません。</numerusform>
        </translation>
    </message>
    <message>
        <source>See which server it follows, and give it others.</source>
        <translation>どのサーバーに同期しているかを確認し、別のサーバーを設定してください。</translation>
    </message>
    <message>
        <source>Measure with another server: that decides who is right.</source>
        <translation>別のサーバーでも測定してください。どちらが正しいかが決まります。</translation>
    </message>
    <message>
        <source>It would not be so if the servers asked here were wrong together.</source>
        <translation>ここで問い合わせたサーバーがそろって誤っているなら、この診断は当てはまりません。</translation>
    </message>
    <message>
        <source>%1 saw something else move the clock</source>
        <translation>%1 が、別のものによる時計の変更を検出しました</translation>
    </message>
    <message>
        <source>Its log says: &quot;%1&quot;. Two that correct one clock work against each other.</source>
        <translation>ログの記録: 「%1」。一つの時計を二つのものが補正すると、互いに妨げ合います。</translation>
    </message>
    <message>
        <source>Stop the other: a second time service, phc2sys, or the tools of the virtual machine&apos;s host.</source>
        <translation>もう一方を停止してください。2 つ目の時刻サービス、phc2sys、または仮想マシンのホストのツールなどです。</translation>
    </message>
    <message>
        <source>It would not be so if the clock was set by hand at that time.</source>
        <translation>そのとき時計を手動で設定したのなら、この診断は当てはまりません。</translation>
    </message>
    <message>
        <source>A burst of quick questions gets them at once, and &quot;iburst&quot; in their lines does so at every start.</source>
        <translation>続けて素早く問い合わせれば（バースト）、すぐにそろいます。サーバーの行に「iburst」があれば、起動のたびにそうなります。</translation>
    </message>
    <message>
        <source>The host&apos;s clock (%1) is %2</source>
        <comment>device, offset</comment>
        <translation>ホストの時計（%1）は %2です</translation>
    </message>
    <message>
        <source>At least three servers agree that this clock of the host is %1. The small error beside %2 says how exactly it is read, not how right it is.</source>
        <comment>offset, device</comment>
        <translation>3 台以上のサーバーが、このホストの時計は %1だと一致して示しています。%2 の横の小さな誤差が示すのは、どれだけ正確に読み取れるかで、どれだけ正しいかではありません。</translation>
    </message>
    <message>
        <source>Its time service names &quot;%1&quot; as its source: that is its own clock. Computers that ask it get that time.</source>
        <translation>Windows の時刻サービスは、時刻源として「%1」を示しています。これは自身の時計です。これに問い合わせるコンピューターには、その時刻が渡ります。</translation>
    </message>
    <message>
        <source>They are at least %1 apart.</source>
        <comment>span</comment>
        <translation>両者の差は %1 以上です。</translation>
    </message>
    <message>
        <source>Those that are overruled agree with each other, so that it may well be the trusted one that is wrong.</source>
        <translation>退けられたものどうしは一致しているため、誤っているのは信頼しているほうかもしれません。</translation>
    </message>
    <message numerus="yes">
        <source>A trusted source overrules %n other(s)</source>
        <translation>
            <numerusform>信頼する時刻源が、ほかの %n 個を退けています</numerusform>
        </translation>
    </message>
    <message>
        <source>Measure with servers of other operators: that shows who is right. Take &quot;trust&quot; away from what is wrong.</source>
        <translation>別の運営者のサーバーでも測定してください。どちらが正しいかわかります。誤っているほうから「trust」を取り除いてください。</translation>
    </message>
    <message>
        <source>It would not be so if the trusted one was right for certain, such as a receiver of your own, and the others shared an error.</source>
        <translation>自前の受信機のように、信頼しているほうが確実に正しく、ほかがそろって誤っているなら、この診断は当てはまりません。</translation>
    </message>
    <message>
        <source>Sources that are authenticated (NTS or a key) are required as soon as others without it stand beside them (&quot;authselectmode mix&quot;). None of these is good now: %1.</source>
        <comment>sources</comment>
        <translation>認証のない時刻源が一緒にあると、認証付き（NTS または鍵）の時刻源が必須になります（「authselectmode mix」）。今はそのどれも良好ではありません: %1。</translation>
    </message>
    <message>
        <source>One of these is required (&quot;require&quot;), and none of them is good now: %1.</source>
        <comment>sources</comment>
        <translation>次のうち 1 個が必須とされています（「require」）が、今はどれも良好ではありません: %1。</translation>
    </message>
    <message>
        <source>A required source is missing</source>
        <translation>必須の時刻源が欠けています</translation>
    </message>
    <message numerus="yes">
        <source>So %1 follows none, although %n source(s) would be good: %2.</source>
        <comment>a program, sources</comment>
        <translation>
            <numerusform>そのため、良好な時刻源が %n 個あるのに、%1 はどれにも同期しません: %2。</numerusform>
        </translation>
    </message>
    <message>
        <source>See why the authenticated ones are missing. To follow the others meanwhile, write &quot;authselectmode ignore&quot;.</source>
        <translation>認証付きの時刻源が欠けている理由を調べてください。その間、ほかの時刻源に同期させるには、「authselectmode ignore」と書いてください。</translation>
    </message>
    <message>
        <source>See why the required ones are missing. If the others are good enough, take &quot;require&quot; away.</source>
        <translation>必須の時刻源が欠けている理由を調べてください。ほかの時刻源で足りるなら、「require」を取り除いてください。</translation>
    </message>
    <message>
        <source>It would not be so if &quot;sudo chronyc selectdata&quot; showed another letter than W beside the good ones.</source>
        <translation>「sudo chronyc selectdata」が良好な時刻源に W 以外の文字を示すなら、この診断は当てはまりません。</translation>
    </message>
    <message numerus="yes">
        <source>%n good source(s), and %1 are wanted</source>
        <translation>
            <numerusform>良好な時刻源は %n 個ですが、%1 個が必要とされています</numerusform>
        </translation>
    </message>
    <message>
        <source>With &quot;minsources %1&quot; %2 follows none before there are so many good ones. Now there are fewer: %3.</source>
        <comment>number, a program, sources</comment>
        <translation>「minsources %1」があるため、良好な時刻源がこの数になるまで、%2 はどれにも同期しません。今はそれより少なくなっています: %3。</translation>
    </message>
    <message>
        <source>Add servers, see why others are not good, or lower &quot;minsources&quot;: until then nothing corrects this clock.</source>
        <translation>サーバーを追加するか、ほかが良好でない理由を調べるか、「minsources」を小さくしてください。それまで、この時計を補正するものはありません。</translation>
    </message>
    <message>
        <source>%1 may follow none of its sources</source>
        <comment>a program</comment>
        <translation>%1 はどの時刻源にも同期できません</translation>
    </message>
    <message>
        <source>&quot;authselectmode&quot; has sources without authentication watched only, and no other is there: %1.</source>
        <comment>sources</comment>
        <translation>「authselectmode」により、認証のない時刻源は監視されるだけです。ほかの時刻源はありません: %1。</translation>
    </message>
    <message>
        <source>All of them are only watched (&quot;noselect&quot;): %1.</source>
        <comment>sources</comment>
        <translation>すべて監視されるだけの設定です（「noselect」）: %1。</translation>
    </message>
    <message>
        <source>Add servers with NTS or with a key, or take &quot;authselectmode&quot; out of the configuration.</source>
        <translation>NTS または鍵を使うサーバーを追加するか、設定から「authselectmode」を取り除いてください。</translation>
    </message>
    <message>
        <source>Take &quot;noselect&quot; away from those that are good.</source>
        <translation>良好なものから「noselect」を取り除いてください。</translation>
    </message>
    <message>
        <source>It would not be so if the time was only to be watched here, and kept by something else.</source>
        <translation>ここでは時刻を監視するだけで、時計は別のものが保っているなら、この診断は当てはまりません。</translation>
    </message>
    <message numerus="yes">
        <source>%n source(s) passed over for the stratum</source>
        <translation>
            <numerusform>%n 個の時刻源が階層のために使われていません</numerusform>
        </translation>
    </message>
    <message>
        <source>With &quot;local stratum %1 orphan&quot; %2 follows no source of stratum %1 or more, and these are: %3.</source>
        <comment>number, a program, sources</comment>
        <translation>「local stratum %1 orphan」があるため、%2 は階層が %1 以上の時刻源には同期しません。次がそれに当たります: %3。</translation>
    </message>
    <message>
        <source>Give the &quot;local&quot; line a stratum above those of all your servers; 10 is usual.</source>
        <translation>「local」の行の階層を、すべてのサーバーの階層より大きくしてください。通常は 10 です。</translation>
    </message>
    <message>
        <source>It would not be so if these served their own clocks too, as orphans of the same network do: then nothing better is there.</source>
        <translation>同じネットワークの orphan のように、これらも自身の時計を配信しているなら、より良いものはなく、この診断は当てはまりません。</translation>
    </message>
    <message>
        <source>The servers are steady and agree (%1), and yet the samples of all of them scatter. No server does that to the others: something other than %2 moved this clock by %3 between its samples.</source>
        <comment>servers, a program, span</comment>
        <translation>サーバーは安定しており、一致しています（%1）。それでも、すべてのサーバーのサンプルがばらついています。1 台のサーバーがほかのサーバーのサンプルに影響することはありません。%2 以外のものが、サンプルの間にこの時計を %3 動かしました。</translation>
    </message>
    <message>
        <source>More than %1 is not used by %2 (maxjitter).</source>
        <comment>span, a program</comment>
        <translation>%2 は %1 を超えるものを使いません（maxjitter）。</translation>
    </message>
    <message>
        <source>When its log ended, there was no source that it could follow. Until there is one, this clock goes its own way.</source>
        <translation>ログの終わりの時点で、同期できるソースがありませんでした。同期先が見つかるまで、時計は補正されません。</translation>
    </message>
    <message>
        <source>Its log says: &quot;%1&quot;.</source>
        <comment>a line</comment>
        <translation>ログには「%1」とあります。</translation>
    </message>
    <message>
        <source>%1 has nothing to follow</source>
        <comment>a program</comment>
        <translation>%1 には同期先がありません</translation>
    </message>
    <message>
        <source>See what it says of its sources now: whether they answer, and whether they agree. Without a network it is no wonder.</source>
        <translation>ソースの今の状態を調べ、応答しているか、互いに一致しているかを確認してください。ネットワークがないのであれば、不思議ではありません。</translation>
    </message>
    <message>
        <source>It would not be so if a later line of the log named a source that it follows.</source>
        <translation>ログのあとの行に同期先のソースが記録されていれば、そうではありません。</translation>
    </message>
    <message numerus="yes">
        <source>Followed for being trusted (&quot;trust&quot;): %1. %n source(s) say otherwise: %2.</source>
        <comment>sources, sources</comment>
        <translation>
            <numerusform>信頼するもの（「trust」）とされているため同期先になっているのは %1 です。%n 個の時刻源は異なる時刻を示しています: %2。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>synchroscope::ServerEditor</name>
    <message>
        <source>Take out</source>
        <translation>取り除く</translation>
    </message>
    <message>
        <source>Find an option</source>
        <translation>オプションを探す</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>閉じる (Esc)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>種類</translation>
    </message>
    <message>
        <source>T&amp;ype</source>
        <translation>種類(&amp;Y)</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>名前(&amp;N)</translation>
    </message>
    <message>
        <source>All options</source>
        <translation>すべてのオプション</translation>
    </message>
    <message>
        <source>This server will be removed.</source>
        <translation>このサーバーは削除されます。</translation>
    </message>
    <message>
        <source>It is not the administrator&apos;s file that names this server, so it is not changed here.</source>
        <translation>このサーバーは管理者のファイルにあるものではないため、ここでは変更しません。</translation>
    </message>
    <message>
        <source>So it cannot be applied.</source>
        <translation>このままでは適用できません。</translation>
    </message>
    <message>
        <source>Not understood: %1</source>
        <comment>words of a line</comment>
        <translation>理解できない語: %1</translation>
    </message>
</context>
<context>
    <name>synchroscope::ServerField</name>
    <message numerus="yes">
        <source>%n more cannot be a server either.</source>
        <translation>
            <numerusform>ほかに %n 個、サーバーとして使えないものがあります。</numerusform>
        </translation>
    </message>
    <message>
        <source>ntp.example.org, 192.0.2.1, [2001:db8::1]:123</source>
        <translation>ntp.example.org, 192.0.2.1, [2001:db8::1]:123</translation>
    </message>
    <message>
        <source>Names or addresses of time servers</source>
        <translation>時刻サーバーの名前またはアドレス</translation>
    </message>
</context>
<context>
    <name>synchroscope::ServersModel</name>
    <message>
        <source>new</source>
        <translation>新規</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>変更あり</translation>
    </message>
    <message>
        <source>will be switched on</source>
        <translation>オンにする予定</translation>
    </message>
    <message>
        <source>will be switched off</source>
        <translation>オフにする予定</translation>
    </message>
    <message>
        <source>will be removed</source>
        <translation>削除予定</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>a server, what becomes of it</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>device</source>
        <translation>装置</translation>
    </message>
    <message>
        <source>used</source>
        <translation>使用する</translation>
    </message>
    <message>
        <source>not used</source>
        <translation>使用しない</translation>
    </message>
    <message>
        <source>with iburst</source>
        <translation>iburst あり</translation>
    </message>
    <message>
        <source>without iburst</source>
        <translation>iburst なし</translation>
    </message>
    <message>
        <source>preferred</source>
        <translation>優先する</translation>
    </message>
    <message>
        <source>not preferred</source>
        <translation>優先しない</translation>
    </message>
    <message>
        <source>with NTS</source>
        <translation>NTS あり</translation>
    </message>
    <message>
        <source>without NTS</source>
        <translation>NTS なし</translation>
    </message>
    <message>
        <source>not tested</source>
        <translation>未テスト</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>使用</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>種類</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>Poll</source>
        <translation>間隔</translation>
    </message>
    <message>
        <source>In effect</source>
        <translation>現在の扱い</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>テスト</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>場所</translation>
    </message>
    <message>
        <source>Whether it is to be used. One that is switched off stays in its file as a comment.</source>
        <translation>使用するかどうかです。オフにしたものはコメントとしてファイルに残ります。</translation>
    </message>
    <message>
        <source>4 to 8 quick requests at the start, so that the server can be followed within seconds.</source>
        <translation>開始時に 4 回から 8 回素早く問い合わせ、数秒でこのサーバーに同期できるようにします。</translation>
    </message>
    <message>
        <source>Followed before others that are as good.</source>
        <translation>同程度に良いほかのサーバーより優先して同期します。</translation>
    </message>
    <message>
        <source>The shortest and the longest interval of requests, as powers of 2 in seconds: 6 is 64 s, 10 is 1024 s.</source>
        <translation>問い合わせの最短と最長の間隔（秒）を 2 の累乗の指数で表します。6 は 64 秒、10 は 1024 秒です。</translation>
    </message>
    <message>
        <source>Answers are signed, so that nobody on the way can forge them.</source>
        <translation>応答に署名が付くため、経路上の誰にも偽造できません。</translation>
    </message>
    <message>
        <source>What the running time service itself makes of the server, whatever the files say.</source>
        <translation>ファイルの内容にかかわらず、動作中の時刻サービス自身がこのサーバーをどう扱っているかです。</translation>
    </message>
    <message>
        <source>What the server answered to this program.</source>
        <translation>このプログラムへのサーバーの応答です。</translation>
    </message>
    <message>
        <source>The file and line, and what will become of it.</source>
        <translation>ファイルと行、およびそれがどうなるかです。</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>a server: what the cell shows</comment>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>synchroscope::ServersPage</name>
    <message>
        <source>%1 (running)</source>
        <comment>a time service</comment>
        <translation>%1（動作中）</translation>
    </message>
    <message>
        <source>No server list in a demonstration</source>
        <translation>デモにはサーバー一覧がありません</translation>
    </message>
    <message>
        <source>Here the server list of this computer&apos;s time service is shown and changed. The demonstration&apos;s servers run inside this program, and it touches no file.</source>
        <translation>ここは、このコンピューターの時刻サービスのサーバー一覧を表示し、変更するページです。デモのサーバーはこのプログラムの中で動き、ファイルには触れません。</translation>
    </message>
    <message>
        <source>No time service was found here</source>
        <translation>時刻サービスが見つかりませんでした</translation>
    </message>
    <message>
        <source>No configuration of chrony, systemd-timesyncd, NTPsec, ntpd, ntpd-rs or OpenNTPD is on this computer. Install one of them, such as chrony; its servers can be chosen here then.</source>
        <translation>このコンピューターには chrony、systemd-timesyncd、NTPsec、ntpd、ntpd-rs、OpenNTPD のいずれの設定もありません。chrony などをインストールすると、そのサーバーをここで選べます。</translation>
    </message>
    <message>
        <source>Looking for time services</source>
        <translation>時刻サービスを探しています</translation>
    </message>
    <message>
        <source>The files of this computer&apos;s time services are being read.</source>
        <translation>このコンピューターの時刻サービスの設定ファイルを読んでいます。</translation>
    </message>
    <message>
        <source>Servers that %1 is to use</source>
        <comment>a time service</comment>
        <translation>%1 が使うサーバー</translation>
    </message>
    <message>
        <source>%1&apos;s list is shown here and cannot be changed from here. Edit %2 and restart it.</source>
        <comment>a time service, a file</comment>
        <translation>%1 の一覧はここでは表示だけで、変更はできません。%2 を編集し、時刻サービスを再起動してください。</translation>
    </message>
    <message>
        <source>In the list already: %1.</source>
        <comment>servers</comment>
        <translation>すでに一覧にあります: %1。</translation>
    </message>
    <message numerus="yes">
        <source>%n line(s) of other settings were passed over.</source>
        <translation>
            <numerusform>ほかの設定の %n 行は読み飛ばしました。</numerusform>
        </translation>
    </message>
    <message>
        <source>No server is named there, only comments.</source>
        <translation>コメントだけで、サーバーがありません。</translation>
    </message>
    <message>
        <source>&amp;Test all</source>
        <translation>すべてテスト(&amp;T)</translation>
    </message>
    <message>
        <source>Time service</source>
        <translation>時刻サービス</translation>
    </message>
    <message>
        <source>Asks each server that is used a few questions; nothing is changed by it.</source>
        <translation>使用する各サーバーに数回問い合わせます。何も変更しません。</translation>
    </message>
    <message>
        <source>More</source>
        <translation>その他</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>元に戻す(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>やり直す(&amp;R)</translation>
    </message>
    <message>
        <source>Read the &amp;files again</source>
        <translation>ファイルを読み直す(&amp;F)</translation>
    </message>
    <message>
        <source>Undo the &amp;last change of the files…</source>
        <translation>ファイルの最後の変更を元に戻す(&amp;L)…</translation>
    </message>
    <message>
        <source>Choose a server in the list to see and change its options.

Space switches it off and on, Delete removes it, Ctrl+Z takes a step back. Nothing is written before you apply it.</source>
        <translation>一覧でサーバーを選ぶと、オプションを表示し、変更できます。

Space でオフとオンを切り替え、Delete で削除し、Ctrl+Z で一つ前に戻ります。適用するまで何も書き込みません。</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>a time service, its file</comment>
        <translation>%1、%2</translation>
    </message>
    <message numerus="yes">
        <source>Not tested by itself: %n new server(s). &quot;Test all&quot; tests them too.</source>
        <translation>
            <numerusform>新しいサーバーのうち %n 台は自動でテストしていません。「すべてテスト」でテストできます。</numerusform>
        </translation>
    </message>
    <message>
        <source>No change was made since this program was started. An earlier one is taken back by: synchroscopectl servers undo</source>
        <translation>このプログラムを起動してから変更は行われていません。それより前の変更は次のコマンドで元に戻せます: synchroscopectl servers undo</translation>
    </message>
    <message>
        <source>The last change has been taken back.</source>
        <translation>最後の変更は元に戻してあります。</translation>
    </message>
</context>
<context>
    <name>synchroscope::ServersView</name>
    <message>
        <source>Servers</source>
        <translation>サーバー</translation>
    </message>
    <message>
        <source>&amp;Use</source>
        <translation>使用(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>削除(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Leave as it is</source>
        <translation>元のままにする(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Test</source>
        <translation>テスト(&amp;T)</translation>
    </message>
</context>
<context>
    <name>synchroscope::SourceDetails</name>
    <message>
        <source>Details of the selected server</source>
        <translation>選択したサーバーの詳細</translation>
    </message>
    <message>
        <source>Back to the clock (Esc)</source>
        <translation>時計に戻る (Esc)</translation>
    </message>
    <message>
        <source>Back to the clock</source>
        <translation>時計に戻る</translation>
    </message>
    <message>
        <source>chronyd tells root alone why it uses a source or not, how packets are authenticated, and what it has counted. It is asked every two seconds until you end it or close the window.</source>
        <translation>chronyd は、時刻源を使うかどうかの理由、パケットの認証方法、集計した数を root にしか示しません。終了するかウィンドウを閉じるまで、2 秒ごとに問い合わせます。</translation>
    </message>
    <message>
        <source>Stop asking chronyd as root</source>
        <translation>root としての chronyd への問い合わせをやめる</translation>
    </message>
    <message>
        <source>Ask chronyd for more…</source>
        <translation>chronyd に詳しく問い合わせる…</translation>
    </message>
    <message>
        <source>What is shown of the server</source>
        <translation>サーバーについて表示するもの</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>現在</translation>
    </message>
    <message>
        <source>Statistics</source>
        <translation>統計</translation>
    </message>
    <message>
        <source>What the answers say together, in the time that the chart shows.</source>
        <translation>グラフに表示している時間の応答を合わせるとわかること。</translation>
    </message>
    <message>
        <source>%1
%2</source>
        <comment>value, what it means</comment>
        <translation>%1
%2</translation>
    </message>
</context>
<context>
    <name>synchroscope::SourceFindings</name>
    <message>
        <source>the time service</source>
        <translation>時刻サービス</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>two sentences</comment>
        <translation>%1%2</translation>
    </message>
</context>
<context>
    <name>synchroscope::SourcesModel</name>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>サーバー</translation>
    </message>
    <message>
        <source>Reach</source>
        <translation>到達性</translation>
    </message>
    <message>
        <source>Last answer</source>
        <translation>最後の応答</translation>
    </message>
    <message>
        <source>What is happening</source>
        <translation>現在の状況</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>アドレス</translation>
    </message>
    <message>
        <source>Stratum</source>
        <translation>階層</translation>
    </message>
    <message>
        <source>Asked every</source>
        <translation>問い合わせの間隔</translation>
    </message>
    <message>
        <source>Shortest round trip</source>
        <translation>最短の往復遅延</translation>
    </message>
    <message>
        <source>Jitter</source>
        <translation>ジッター</translation>
    </message>
    <message>
        <source>Its own error, as it claims</source>
        <translation>申告された誤差</translation>
    </message>
    <message>
        <source>Frequency</source>
        <translation>周波数</translation>
    </message>
    <message>
        <source>Its source</source>
        <translation>サーバーの時刻源</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>応答</translation>
    </message>
    <message>
        <source>Stamped by</source>
        <translation>記録元</translation>
    </message>
    <message>
        <source>The address that is asked.</source>
        <translation>問い合わせ先のアドレス。</translation>
    </message>
    <message>
        <source>How many servers there are from this one to a reference clock, itself included.</source>
        <translation>このサーバー自身を含めて、基準時計までのサーバーの段数。</translation>
    </message>
    <message>
        <source>How far the server says that it may itself be from universal time (root distance).</source>
        <translation>サーバーが申告する、協定世界時に対する自身の誤差の上限（ルート距離）。</translation>
    </message>
    <message>
        <source>What the server says it has its time from.</source>
        <translation>サーバーが時刻を得ていると申告する相手。</translation>
    </message>
    <message>
        <source>Who noted when packets left and arrived; the kernel is far more exact than this program.</source>
        <translation>パケットの送受信の時刻を何が記録したか。カーネルはこのプログラムよりはるかに正確です。</translation>
    </message>
    <message>
        <source>never</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>kernel</source>
        <translation>カーネル</translation>
    </message>
    <message>
        <source>this program</source>
        <translation>このプログラム</translation>
    </message>
    <message>
        <source>%1, address %2</source>
        <translation>%1、アドレス %2</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>不明</translation>
    </message>
    <message>
        <source>Measured here</source>
        <translation>ここでの測定</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>サンプル数</translation>
    </message>
    <message>
        <source>Standard deviation</source>
        <translation>標準偏差</translation>
    </message>
    <message>
        <source>The box: drawn in the chart, in this colour. The word: what this computer&apos;s time service does with it, or how our last question to it ended.</source>
        <translation>チェックボックス: この色でグラフに描きます。語: このコンピューターの時刻サービスの扱い、または最後の問い合わせの結果です。</translation>
    </message>
    <message>
        <source>How far this computer&apos;s clock is from the server&apos;s as this program measures it, and how far that may be wrong either way.</source>
        <translation>このプログラムが測定した、このコンピューターの時計とサーバーの時計の差と、その誤差の上限です。</translation>
    </message>
    <message>
        <source>How far this computer&apos;s clock is from the source&apos;s as the time service measured it last, and the error that it reckons with.</source>
        <translation>時刻サービスが最後に測定した、このコンピューターの時計と時刻源の差と、見込まれる誤差です。</translation>
    </message>
    <message>
        <source>How many measurements the time service keeps of it.</source>
        <translation>時刻サービスが保持している測定の数です。</translation>
    </message>
    <message>
        <source>How far the time service&apos;s measurements of it scatter.</source>
        <translation>時刻サービスの測定のばらつきです。</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>state, sentence</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Reach: %1.</source>
        <translation>到達性: %1。</translation>
    </message>
    <message>
        <source>Measured here: %1.</source>
        <translation>ここでの測定: %1。</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>待機中</translation>
    </message>
    <message>
        <source>Asked again when there is a network.</source>
        <translation>ネットワークがつながったら再び問い合わせます。</translation>
    </message>
    <message>
        <source>Time service says</source>
        <translation>時刻サービスの値</translation>
    </message>
    <message>
        <source>Residual frequency</source>
        <translation>残留周波数</translation>
    </message>
    <message>
        <source>Your name for it, or the configured one; below it, its address, or what a device reads.</source>
        <translation>付けた名前、または設定の名前です。その下はアドレス、または装置の読み取り元です。</translation>
    </message>
    <message>
        <source>The last eight questions, the oldest at the left; a filled box was answered. The time service&apos;s questions where it asks, else ours.</source>
        <translation>直近 8 回の問い合わせで、左端が最も古いものです。塗りつぶされた枠には応答がありました。時刻サービスが問い合わせるものはその結果、それ以外はこのプログラムの結果です。</translation>
    </message>
    <message>
        <source>How long ago it answered: the time service where that asks, else us.</source>
        <translation>最後に応答があってからの時間です。時刻サービスが問い合わせるものはそれへの、それ以外はこのプログラムへの応答です。</translation>
    </message>
    <message>
        <source>How fast this computer&apos;s clock, as the time service corrects it, still gains on the source: 1 ppm is 86 ms a day.</source>
        <translation>時刻サービスの補正のもとで、このコンピューターの時計が時刻源に対してなお進む速さです。1 ppm は 1 日に 86 ms です。</translation>
    </message>
    <message>
        <source>What the time service does with it and why, or what goes on between this program and the server; and what can be done about it.</source>
        <translation>時刻サービスがそれをどう扱うかとその理由、またはこのプログラムとサーバーの間の状況、そしてできる対処です。</translation>
    </message>
    <message>
        <source>The time between two questions of the time service where it asks, else of ours.</source>
        <translation>問い合わせの間隔です。時刻サービスが問い合わせるものはその間隔、それ以外はこのプログラムの間隔です。</translation>
    </message>
    <message>
        <source>The quickest there and back of the latest answers to this program.</source>
        <translation>このプログラムへの最近の応答のうち、最短の往復遅延です。</translation>
    </message>
    <message>
        <source>How much the latest answers to this program differ from the best of them.</source>
        <translation>このプログラムへの最近の応答が、最良の応答からどれだけ離れているかです。</translation>
    </message>
    <message>
        <source>How fast this computer&apos;s oscillator gains on the server as this program measures it, before anybody corrects it: 1 ppm is 86 ms a day.</source>
        <translation>何も補正しない場合に、このコンピューターの発振器がサーバーに対して進む速さです（このプログラムの測定）。1 ppm は 1 日に 86 ms です。</translation>
    </message>
    <message>
        <source>Answers to this program, and its questions, since it was started.</source>
        <translation>起動してからの、このプログラムへの応答と問い合わせの数です。</translation>
    </message>
    <message>
        <source>a local device, cannot be asked</source>
        <translation>手元の装置、問い合わせ不可</translation>
    </message>
    <message>
        <source>asking</source>
        <translation>問い合わせ中</translation>
    </message>
    <message>
        <source>%1, reads %2</source>
        <comment>a device&apos;s name, what it reads</comment>
        <translation>%1、読み取り元 %2</translation>
    </message>
    <message>
        <source>Configured as %1.</source>
        <translation>設定での名前は %1 です。</translation>
    </message>
    <message>
        <source>Asked as %1.</source>
        <translation>%1 として問い合わせています。</translation>
    </message>
    <message>
        <source>Error against this server: %1.</source>
        <translation>このサーバーに対する誤差: %1。</translation>
    </message>
    <message>
        <source>Error against UTC, as it claims: %1.</source>
        <translation>UTC に対する誤差（サーバーの申告）: %1。</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>a source: what the cell shows</comment>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>synchroscope::SourcesView</name>
    <message>
        <source>Watched servers</source>
        <translation>監視しているサーバー</translation>
    </message>
    <message>
        <source>Copy the &amp;address</source>
        <translation>アドレスをコピー(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Rename</source>
        <translation>名前を変更(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Stop watching</source>
        <translation>監視をやめる(&amp;S)</translation>
    </message>
    <message>
        <source>Ask a&amp;gain</source>
        <translation>もう一度問い合わせ(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Copy as Text</source>
        <translation>テキストでコピー(&amp;C)</translation>
    </message>
    <message>
        <source>Copy as CS&amp;V</source>
        <translation>CSV でコピー(&amp;V)</translation>
    </message>
    <message>
        <source>Copy A&amp;ll as CSV</source>
        <translation>すべてを CSV でコピー(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Watch by IPv4 and IPv6</source>
        <translation>IPv4 と IPv6 の両方で監視(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;What is this?</source>
        <translation>これは何?(&amp;W)</translation>
    </message>
</context>
<context>
    <name>synchroscope::StabilityView</name>
    <message>
        <source>How steady this computer&apos;s oscillator is</source>
        <translation>このコンピューターの発振器の安定度</translation>
    </message>
    <message>
        <source>Four answers in a row, without a gap between them, are needed to tell.</source>
        <translation>判断には、途切れずに続く 4 つの応答が必要です。</translation>
    </message>
    <message>
        <source>The answers differ by nothing.</source>
        <translation>応答に違いがありません。</translation>
    </message>
    <message numerus="yes">
        <source>Over %1: %2, surely between %3 and %4, from %n window(s).</source>
        <translation>
            <numerusform>%1 では %2。%n 個の窓から、確実に %3 から %4 の間です。</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <comment>the ends of a confidence interval</comment>
        <translation>%1 ～ %2</translation>
    </message>
    <message>
        <source>over %1</source>
        <comment>span of time</comment>
        <translation>期間 %1</translation>
    </message>
    <message>
        <source>Over %1: %2 at most.</source>
        <comment>span of time, error</comment>
        <translation>期間 %1: 最大 %2。</translation>
    </message>
</context>
<context>
    <name>synchroscope::StatisticsPanel</name>
    <message>
        <source>Statistics of the selected server</source>
        <translation>選択したサーバーの統計</translation>
    </message>
    <message>
        <source>How many answers gave which offset; lines stand at the middle offset and where 5 and 95 of 100 are reached.</source>
        <translation>オフセットごとの応答の数。線は中央値と、100 個中 5 個および 95 個に達するところです。</translation>
    </message>
    <message>
        <source>Each point is an answer: to the right those that took longer, upwards those that put this clock ahead. A slope shows that packets wait on one way only.</source>
        <translation>点は一つの応答です。右ほど時間がかかり、上ほどこの時計が進んでいます。傾きがあれば、パケットが片道だけで待たされています。</translation>
    </message>
    <message>
        <source>What is shown of the oscillator</source>
        <translation>発振器について表示するもの</translation>
    </message>
    <message>
        <source>Rate (Allan deviation)</source>
        <translation>速さ（アラン偏差）</translation>
    </message>
    <message>
        <source>How much the oscillator&apos;s rate, averaged over a span, differs from that over the next.</source>
        <translation>ある期間で平均した発振器の速さが、次の期間とどれだけ違うか。</translation>
    </message>
    <message>
        <source>Time (time deviation)</source>
        <translation>時間（時間偏差）</translation>
    </message>
    <message>
        <source>How far the time is off after a span, beyond what a constant rate explains.</source>
        <translation>ある期間の後、一定の速さで説明できる分を超えて時刻がどれだけずれるか。</translation>
    </message>
    <message>
        <source>How steady this computer&apos;s oscillator is against the server, over spans of the lengths below the picture.</source>
        <translation>図の下に示す長さの期間での、サーバーに対するこのコンピューターの発振器の安定度。</translation>
    </message>
    <message>
        <source>Offsets</source>
        <translation>オフセット</translation>
    </message>
    <message>
        <source>Offsets against round trips</source>
        <translation>往復遅延に対するオフセット</translation>
    </message>
    <message>
        <source>How steady the oscillator is</source>
        <translation>発振器の安定度</translation>
    </message>
    <message>
        <source>The answers are being read…</source>
        <translation>応答を読み込んでいます…</translation>
    </message>
    <message>
        <source>There is no answer in the time that the chart shows.</source>
        <translation>グラフに表示している時間には応答がありません。</translation>
    </message>
    <message numerus="yes">
        <source>Of %n answer(s), in the time that the chart shows.</source>
        <translation>
            <numerusform>グラフに表示している時間の応答 %n 個から。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of these lie outside and are drawn as rings at the edge.</source>
        <translation>
            <numerusform>このうち %n 個は範囲外にあり、端に輪で示しています。</numerusform>
        </translation>
    </message>
    <message>
        <source>Rate (modified Allan)</source>
        <translation>速さ（修正アラン偏差）</translation>
    </message>
    <message>
        <source>The same, from averages of the answers: what the network scatters falls faster in it.</source>
        <translation>応答の平均から求めた同じ量です。ネットワークによるばらつきがより速く減ります。</translation>
    </message>
    <message>
        <source>Largest time error (MTIE)</source>
        <translation>最大時間誤差 (MTIE)</translation>
    </message>
    <message>
        <source>The most that the time moved within any span of that length; a constant error of the rate is in it.</source>
        <translation>その長さのどの区間でも、時刻が動いた最大の量です。一定の速さの誤差も含みます。</translation>
    </message>
</context>
<context>
    <name>synchroscope::TimeScale</name>
    <message>
        <source>MMM d</source>
        <extracomment>A day on the chart&apos;s time axis, without the year: &quot;Nov 23&quot;.</extracomment>
        <translation>M月d日</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <extracomment>%1 is a date without the year, %2 a time of day.</extracomment>
        <translation>%1 %2</translation>
    </message>
</context>
<context>
    <name>synchroscope::Tray</name>
    <message>
        <source>&amp;Open Synchroscope</source>
        <translation>Synchroscope を開く(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Pause measuring</source>
        <translation>測定を一時停止(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>終了(&amp;Q)</translation>
    </message>
    <message>
        <source>Demonstration – %1</source>
        <translation>デモ – %1</translation>
    </message>
    <message>
        <source>&amp;Step the clock…</source>
        <translation>時計をステップ補正(&amp;S)…</translation>
    </message>
    <message>
        <source>&amp;Mute alerts</source>
        <translation>通知を止める(&amp;M)</translation>
    </message>
    <message>
        <source>%1: explain…</source>
        <comment>what is the matter</comment>
        <translation>%1: 説明…</translation>
    </message>
    <message>
        <source>no helper</source>
        <translation>ヘルパーなし</translation>
    </message>
    <message>
        <source>Synchroscope&apos;s helper, which does it as root, is not installed.</source>
        <translation>root として実行する Synchroscope のヘルパーがインストールされていません。</translation>
    </message>
    <message>
        <source>no pkexec</source>
        <translation>pkexec なし</translation>
    </message>
    <message>
        <source>Nothing is installed that could ask for a password (pkexec).</source>
        <translation>パスワードを尋ねるプログラム（pkexec）がインストールされていません。</translation>
    </message>
    <message>
        <source>a demonstration</source>
        <translation>デモ</translation>
    </message>
    <message>
        <source>In a demonstration no time service of this computer is told anything.</source>
        <translation>デモでは、このコンピューターの時刻サービスには何も指示しません。</translation>
    </message>
    <message>
        <source>&amp;Turn network time on…</source>
        <translation>ネットワーク時刻を有効にする(&amp;T)…</translation>
    </message>
    <message>
        <source>&amp;Step the clock: restart %1…</source>
        <comment>a time service</comment>
        <translation>時計をステップ補正: %1 を再起動(&amp;S)…</translation>
    </message>
    <message>
        <source>offset not known</source>
        <translation>ずれは不明</translation>
    </message>
    <message>
        <source>How far off this clock is has not been measured so far.</source>
        <translation>この時計がどれだけずれているかは、まだ測定されていません。</translation>
    </message>
    <message>
        <source>&amp;Step the clock</source>
        <translation>時計をステップ補正(&amp;S)</translation>
    </message>
    <message>
        <source>off by %1 only</source>
        <comment>a span</comment>
        <translation>ずれは %1 のみ</translation>
    </message>
    <message>
        <source>%1 steps what is off by more than %2, and corrects less little by little.</source>
        <comment>a time service, a span</comment>
        <translation>%1 は、%2 を超えるずれだけをステップ補正し、それ以下は少しずつ補正します。</translation>
    </message>
    <message>
        <source>no time service</source>
        <translation>時刻サービスなし</translation>
    </message>
    <message>
        <source>No time service of this computer corrects this clock.</source>
        <translation>このコンピューターには、この時計を補正する時刻サービスがありません。</translation>
    </message>
    <message>
        <source>not with %1</source>
        <comment>a time service</comment>
        <translation>%1 では不可</translation>
    </message>
    <message>
        <source>%1 cannot be told to step the clock.</source>
        <comment>a time service</comment>
        <translation>%1 に時計のステップ補正を指示することはできません。</translation>
    </message>
    <message>
        <source>&amp;Have the time service ask its servers now</source>
        <translation>時刻サービスに今すぐサーバーへ問い合わせさせる(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Have %1 ask its servers now…</source>
        <comment>a time service</comment>
        <translation>%1 に今すぐサーバーへ問い合わせさせる(&amp;H)…</translation>
    </message>
    <message>
        <source>&amp;Restart %1, so that it asks its servers now…</source>
        <comment>a time service</comment>
        <translation>%1 を再起動して、今すぐサーバーへ問い合わせさせる(&amp;R)…</translation>
    </message>
    <message>
        <source>&amp;Have %1 ask its servers now</source>
        <comment>a time service</comment>
        <translation>%1 に今すぐサーバーへ問い合わせさせる(&amp;H)</translation>
    </message>
    <message>
        <source>not from here</source>
        <translation>ここからは不可</translation>
    </message>
    <message>
        <source>%1 cannot be told that from here.</source>
        <comment>a time service</comment>
        <translation>ここから %1 にそれを指示することはできません。</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>an entry of a menu, why it cannot be done</comment>
        <translation>%1（%2）</translation>
    </message>
</context>
<context>
    <name>synchroscope::UndoPanel</name>
    <message>
        <source>What undoing it will write</source>
        <translation>元に戻すと書き込まれる内容</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>キャンセル(&amp;C)</translation>
    </message>
    <message>
        <source>Undo &amp;it</source>
        <translation>元に戻す(&amp;I)</translation>
    </message>
    <message>
        <source>Asks for the password, once, and writes what is shown here.</source>
        <translation>パスワードを一度だけ求め、ここに示したとおりに書き込みます。</translation>
    </message>
</context>
<context>
    <name>synchroscope::ValueScale</name>
    <message>
        <source>days</source>
        <translation>日</translation>
    </message>
</context>
<context>
    <name>synchroscope::VerdictStrip</name>
    <message>
        <source>More</source>
        <translation>その他</translation>
    </message>
    <message>
        <source>More about the verdict</source>
        <translation>判定についてのその他の操作</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>開始しています…</translation>
    </message>
    <message>
        <source>Measure now</source>
        <translation>今すぐ測定</translation>
    </message>
    <message>
        <source>Ask every server once more, as soon as politeness allows (F5)</source>
        <translation>頻度の制限が許すかぎり早く、すべてのサーバーにもう一度問い合わせます (F5)</translation>
    </message>
    <message>
        <source>&amp;Copy the verdict</source>
        <translation>判定をコピー(&amp;C)</translation>
    </message>
    <message>
        <source>Measuring…</source>
        <translation>測定中…</translation>
    </message>
    <message>
        <source>Measuring: %1 of %2</source>
        <translation>測定中: %1 / %2</translation>
    </message>
</context>
<context>
    <name>synchroscope::WatchList</name>
    <message>
        <source>server %1: &quot;%2&quot; is neither a name nor an address</source>
        <comment>place and fault in a file</comment>
        <translation>%1 番目のサーバー: 「%2」は名前でもアドレスでもありません</translation>
    </message>
</context>
<context>
    <name>synchroscope::WhatIs</name>
    <message>
        <source>More in the glossary</source>
        <translation>用語集で詳しく見る</translation>
    </message>
</context>
<context>
    <name>synchroscope::WhyView</name>
    <message>
        <source>Why each source is used or not</source>
        <translation>各時刻源を使う理由、使わない理由</translation>
    </message>
    <message>
        <source>There are no sources yet, so there is nothing to explain.</source>
        <translation>時刻源がまだないため、説明するものがありません。</translation>
    </message>
</context>
<context>
    <name>synchroscope::ZoneChooser</name>
    <message>
        <source>No zone is called that.</source>
        <translation>その名前のタイムゾーンはありません。</translation>
    </message>
    <message>
        <source>Set this zone</source>
        <translation>このタイムゾーンにする</translation>
    </message>
    <message>
        <source>City or region</source>
        <translation>都市または地域</translation>
    </message>
    <message>
        <source>Filter time zones by city or region</source>
        <translation>都市または地域でタイムゾーンを絞り込む</translation>
    </message>
    <message>
        <source>Time zones</source>
        <translation>タイムゾーン</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
</context>
<context>
    <name>synchroscope::wording</name>
    <message>
        <source>%1 %2</source>
        <comment>an offset and its bound: 2.9 ms ahead ± 25 ms</comment>
        <translation>%1 %2</translation>
    </message>
    <message numerus="yes">
        <source>It is %1, as %n server(s) agree.</source>
        <translation>
            <numerusform>現在 %1 で、%n 台のサーバーが一致しています。</numerusform>
        </translation>
    </message>
    <message>
        <source>It is %1.</source>
        <translation>現在 %1 です。</translation>
    </message>
    <message>
        <source>This clock is right again</source>
        <translation>この時計は再び正確になりました</translation>
    </message>
    <message>
        <source>This clock is less far off: %1</source>
        <translation>この時計のずれが小さくなりました: %1</translation>
    </message>
    <message>
        <source>This clock is still off: %1</source>
        <translation>この時計はまだずれています: %1</translation>
    </message>
    <message>
        <source>This clock is far off: %1</source>
        <translation>この時計は大きくずれています: %1</translation>
    </message>
    <message>
        <source>This clock is off: %1</source>
        <translation>この時計はずれています: %1</translation>
    </message>
    <message>
        <source>That is for certain more than the %1 that you allow.</source>
        <translation>許容値の %1 を確実に超えています。</translation>
    </message>
    <message>
        <source>Most of the latest measurements are beyond the %1 that you allow.</source>
        <translation>最近の測定の大半が、許容値の %1 を超えています。</translation>
    </message>
    <message>
        <source>It is being corrected.</source>
        <translation>補正中です。</translation>
    </message>
    <message>
        <source>A time server answers again</source>
        <translation>時刻サーバーの応答が再開しました</translation>
    </message>
    <message>
        <source>No time server has answered for a day</source>
        <translation>丸 1 日、応答した時刻サーバーがありません</translation>
    </message>
    <message>
        <source>For 24 hours in which this computer ran nobody has said what time it is. Its clock goes on by itself meanwhile, and may be some seconds off by now. Look whether the network is there and lets NTP through.</source>
        <translation>このコンピューターが動いていた 24 時間、どこからも時刻が得られませんでした。その間も時計は補正されずに進むため、すでに数秒ずれているかもしれません。ネットワークがつながっているか、NTP が通るかを確認してください。</translation>
    </message>
    <message>
        <source>This clock is kept right again</source>
        <translation>この時計は再び正しく保たれています</translation>
    </message>
    <message>
        <source>Nothing keeps this clock right any more</source>
        <translation>この時計を正しく保つものがなくなりました</translation>
    </message>
    <message>
        <source>Everyday</source>
        <translation>日常</translation>
    </message>
    <message>
        <source>Standard</source>
        <translation>標準</translation>
    </message>
    <message>
        <source>Precise</source>
        <translation>精密</translation>
    </message>
    <message>
        <source>My own</source>
        <translation>自分で決める</translation>
    </message>
    <message>
        <source>You are told when this clock is off by more than %1, and urgently from %2 on.</source>
        <translation>この時計のずれが %1 を超えると通知し、%2 以上なら緊急として通知します。</translation>
    </message>
    <message>
        <source>Whether this clock is right cannot be told closely enough.</source>
        <translation>この時計が正しいかどうかを、十分な精度では判断できません。</translation>
    </message>
    <message>
        <source>Something is wrong with this clock.</source>
        <translation>この時計に問題があります。</translation>
    </message>
    <message>
        <source>This clock is far off.</source>
        <translation>この時計は大きくずれています。</translation>
    </message>
    <message>
        <source>Notifications are muted until you turn them on again.</source>
        <translation>再開するまで、通知を止めています。</translation>
    </message>
    <message>
        <source>Notifications are muted until %1.</source>
        <translation>%1 まで通知を止めています。</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>two sentences</comment>
        <translation>%1%2</translation>
    </message>
    <message>
        <source>By &quot;%2&quot; it is %1.</source>
        <translation>「%2」によれば、現在 %1 です。</translation>
    </message>
    <message>
        <source>The time service that did has been gone for more than ten minutes. Without one a clock drifts by up to some seconds a day.</source>
        <translation>この時計を正しく保っていた時刻サービスが、10 分以上前から見当たりません。時刻サービスがないと、時計は 1 日に最大で数秒ずれていきます。</translation>
    </message>
</context>
<context>
    <name>synchroscopectl</name>
    <message>
        <source>Print this text.</source>
        <translation>この説明を表示します。</translation>
    </message>
    <message>
        <source>--%1 takes a whole number from %2 to %3, not &quot;%4&quot;.</source>
        <translation>--%1 には %2 から %3 までの整数を指定してください（指定: 「%4」）。</translation>
    </message>
    <message>
        <source>--%1 takes seconds from %2 to %3, not &quot;%4&quot;.</source>
        <translation>--%1 には %2 から %3 までの秒数を指定してください（指定: 「%4」）。</translation>
    </message>
    <message>
        <source>Standard output could not be written. Check that the disk is not full.</source>
        <translation>標準出力に書き込めませんでした。ディスクに空きがあるか確認してください。</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>サーバー</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>アドレス</translation>
    </message>
    <message>
        <source>This clock is</source>
        <translation>この時計は</translation>
    </message>
    <message>
        <source>Round trip</source>
        <translation>往復遅延</translation>
    </message>
    <message>
        <source>Jitter</source>
        <translation>ジッター</translation>
    </message>
    <message>
        <source>Stratum</source>
        <translation>階層</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>応答</translation>
    </message>
    <message>
        <source>Asks time servers a few times and prints what they say. No clock is changed.</source>
        <translation>時刻サーバーに数回問い合わせ、その答えを表示します。時計は変更しません。</translation>
    </message>
    <message>
        <source>A name or address; also host:port and [::1]:123.</source>
        <translation>名前またはアドレス。host:port や [::1]:123 の形も使えます。</translation>
    </message>
    <message>
        <source>Requests per server (%1 if not said).</source>
        <translation>サーバーごとの問い合わせの回数（省略時 %1）。</translation>
    </message>
    <message>
        <source>Seconds between requests (%1 if not said); public servers are never asked sooner than after 2 s.</source>
        <translation>問い合わせの間隔の秒数（省略時 %1）。公開サーバーには 2 秒より短い間隔で問い合わせません。</translation>
    </message>
    <message>
        <source>Seconds to wait for an answer (%1 if not said).</source>
        <translation>応答を待つ秒数（省略時 %1）。</translation>
    </message>
    <message>
        <source>Use IPv4 addresses only.</source>
        <translation>IPv4 アドレスだけを使います。</translation>
    </message>
    <message>
        <source>Use IPv6 addresses only.</source>
        <translation>IPv6 アドレスだけを使います。</translation>
    </message>
    <message>
        <source>Ask every address of a name, not only the first that answers.</source>
        <translation>最初に応答したアドレスだけでなく、名前のすべてのアドレスに問い合わせます。</translation>
    </message>
    <message>
        <source>Print every single answer too.</source>
        <translation>個々の応答も表示します。</translation>
    </message>
    <message>
        <source>Print JSON.</source>
        <translation>JSON で出力します。</translation>
    </message>
    <message>
        <source>probe needs at least one server, such as &quot;synchroscopectl probe ntp.example.org&quot;.</source>
        <translation>probe には少なくとも 1 台のサーバーが必要です。例: 「synchroscopectl probe ntp.example.org」</translation>
    </message>
    <message>
        <source>--ipv4 and --ipv6 exclude each other.</source>
        <translation>--ipv4 と --ipv6 は同時に指定できません。</translation>
    </message>
    <message>
        <source>Waiting %1 before asking %2 again, to be polite: it was asked only a moment ago.</source>
        <translation>%2 には少し前に問い合わせたばかりなので、次の問い合わせまで %1待ちます。</translation>
    </message>
    <message>
        <source>Demonstration: these servers run inside this program, and their faults are made up.</source>
        <translation>デモ: サーバーはこのプログラムの中で動き、問題は作られたものです。</translation>
    </message>
    <message>
        <source>Reach</source>
        <translation>到達性</translation>
    </message>
    <message>
        <source>Last answer</source>
        <translation>最後の応答</translation>
    </message>
    <message>
        <source>What is happening</source>
        <translation>現在の状況</translation>
    </message>
    <message>
        <source>Shows the watched servers, live, until interrupted (Ctrl+C).</source>
        <translation>監視しているサーバーを、中断されるまで（Ctrl+C）表示し続けます。</translation>
    </message>
    <message>
        <source>Servers to watch; without any, those that the window watches.</source>
        <translation>監視するサーバー。省略すると、ウィンドウで監視しているサーバー。</translation>
    </message>
    <message>
        <source>Watch seven servers inside this program that misbehave on purpose.</source>
        <translation>このプログラムの中の、わざと問題を起こす 7 台のサーバーを監視します。</translation>
    </message>
    <message>
        <source>End after so many seconds.</source>
        <translation>指定した秒数で終了します。</translation>
    </message>
    <message>
        <source>Print one JSON object per line and second.</source>
        <translation>1 秒ごとに 1 行、JSON オブジェクトを出力します。</translation>
    </message>
    <message>
        <source>Standard output is not a terminal: say with --for how many seconds to watch.</source>
        <translation>標準出力が端末ではありません。--for で監視する秒数を指定してください。</translation>
    </message>
    <message>
        <source>No server is watched yet. Name some, as in &quot;synchroscopectl watch ntp.example.org&quot;, or try --demo.</source>
        <translation>監視しているサーバーがまだありません。「synchroscopectl watch ntp.example.org」のように指定するか、--demo を試してください。</translation>
    </message>
    <message>
        <source>There is no command &quot;%1&quot;. &quot;synchroscopectl help&quot; lists them.</source>
        <translation>コマンド「%1」はありません。「synchroscopectl help」で一覧を表示します。</translation>
    </message>
    <message>
        <source>There is no kind of time daemon &quot;%1&quot;. The kinds are %2.</source>
        <translation>時刻デーモンの種類「%1」はありません。種類は %2 です。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not an address at which %2 can be asked. Write ADDRESS, ADDRESS:PORT or the path of a socket.</source>
        <translation>「%1」は %2 に問い合わせられるアドレスではありません。ADDRESS、ADDRESS:PORT、またはソケットのパスを指定してください。</translation>
    </message>
    <message>
        <source>Ask this time daemon only; may be repeated. KIND is chrony, timesyncd, ntpsec, ntp, ntpd-rs or openntpd.</source>
        <translation>この時刻デーモンだけに問い合わせます。繰り返し指定できます。KIND は chrony、timesyncd、ntpsec、ntp、ntpd-rs、openntpd のいずれかです。</translation>
    </message>
    <message>
        <source>Short for --daemon chrony=ADDRESS: ADDRESS[:PORT] or the path of a socket.</source>
        <translation>--daemon chrony=ADDRESS の短縮形。ADDRESS[:PORT] またはソケットのパスを指定します。</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>Poll</source>
        <translation>間隔</translation>
    </message>
    <message>
        <source>What that means</source>
        <translation>意味</translation>
    </message>
    <message>
        <source>Prints every source of this computer&apos;s time daemons, and what each daemon makes of it.</source>
        <translation>このコンピューターの時刻デーモンのすべての時刻源と、各デーモンの判断を表示します。</translation>
    </message>
    <message>
        <source>sources takes no arguments, only options; &quot;%1&quot; is neither.</source>
        <translation>sources に引数はなく、オプションだけです。「%1」はどちらでもありません。</translation>
    </message>
    <message>
        <source>No time daemon answers on this computer.</source>
        <translation>このコンピューターで応答する時刻デーモンはありません。</translation>
    </message>
    <message>
        <source>Measured here</source>
        <translation>ここでの測定</translation>
    </message>
    <message>
        <source>Ask each source ourselves too, for at most 4 seconds.</source>
        <translation>各時刻源に自分でも問い合わせます（最長 4 秒）。</translation>
    </message>
    <message>
        <source>Local time</source>
        <translation>現地時刻</translation>
    </message>
    <message>
        <source>Universal time</source>
        <translation>協定世界時</translation>
    </message>
    <message>
        <source>Hardware clock</source>
        <translation>ハードウェアクロック</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>タイムゾーン</translation>
    </message>
    <message>
        <source>Synchronised</source>
        <translation>同期</translation>
    </message>
    <message>
        <source>Frequency</source>
        <translation>周波数</translation>
    </message>
    <message>
        <source>Time service</source>
        <translation>時刻サービス</translation>
    </message>
    <message>
        <source>Ask no server: only what this computer and its daemons say.</source>
        <translation>サーバーに問い合わせず、このコンピューターとそのデーモンの情報だけを示します。</translation>
    </message>
    <message>
        <source>status takes no arguments, only options; &quot;%1&quot; is neither.</source>
        <translation>status に引数はなく、オプションだけです。「%1」はどちらでもありません。</translation>
    </message>
    <message>
        <source>Not asked, to be polite: it was asked a moment ago. Again in %1.</source>
        <translation>直前に問い合わせたため、控えています。%1後に再び問い合わせます。</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n server(s) asked here told the time.</source>
        <translation>
            <numerusform>ここで問い合わせた %n 台のうち %1 台が時刻を答えました。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more were not asked: it would be impolite so soon after the last question.</source>
        <translation>
            <numerusform>ほかの %n 台には、前の問い合わせの直後なので問い合わせていません。</numerusform>
        </translation>
    </message>
    <message>
        <source>Largest error</source>
        <translation>最大誤差</translation>
    </message>
    <message>
        <source>Machine</source>
        <translation>マシン</translation>
    </message>
    <message>
        <source>Says whether this computer&apos;s clock is right, who says so, and who keeps it there.
Exit code: 0 it is synchronised, 1 it is not, 3 nobody answers where --daemon or --chrony says.</source>
        <translation>このコンピューターの時計が正しいか、それを示すのは何か、何が正しく保っているのかを示します。
終了コード: 0 同期している、1 していない、3 --daemon または --chrony の指定先が応答しない。</translation>
    </message>
    <message>
        <source>Whose servers: chrony, timesyncd, ntpsec, ntp, ntpd-rs or openntpd; the one that runs here if this is left out.</source>
        <translation>どの時刻デーモンのサーバーか: chrony、timesyncd、ntpsec、ntp、ntpd-rs、openntpd。省略すると、ここで動いているもの。</translation>
    </message>
    <message>
        <source>Use the files below this folder, and touch no daemon.</source>
        <translation>このフォルダー以下のファイルを使い、時刻デーモンには触れません。</translation>
    </message>
    <message>
        <source>No time service&apos;s configuration was found below &quot;%1&quot;.</source>
        <translation>「%1」以下に時刻サービスの設定が見つかりません。</translation>
    </message>
    <message>
        <source>off</source>
        <comment>a server that was switched off</comment>
        <translation>オフ</translation>
    </message>
    <message>
        <source>passed over</source>
        <comment>a server that another file overrules</comment>
        <translation>無効</translation>
    </message>
    <message>
        <source>on</source>
        <comment>a server that is configured</comment>
        <translation>オン</translation>
    </message>
    <message>
        <source>in use</source>
        <comment>a server that the running daemon has</comment>
        <translation>使用中</translation>
    </message>
    <message>
        <source>not in effect</source>
        <comment>a server that the running daemon does not have</comment>
        <translation>未反映</translation>
    </message>
    <message>
        <source>Lists the servers that a time daemon&apos;s configuration names, and where.</source>
        <translation>時刻デーモンの設定にあるサーバーと、その場所を一覧にします。</translation>
    </message>
    <message>
        <source>Servers of %1:</source>
        <translation>%1 のサーバー:</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>種類</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>場所</translation>
    </message>
    <message>
        <source>Options</source>
        <translation>オプション</translation>
    </message>
    <message>
        <source>Add a server beside the others: a LINE in the daemon&apos;s own words, such as &quot;server ntp.example.org iburst&quot;. May be repeated, as all of these may.</source>
        <translation>サーバーを追加します。LINE は時刻デーモンの書式で、たとえば「server ntp.example.org iburst」です。ほかの指定と同じく、繰り返し指定できます。</translation>
    </message>
    <message>
        <source>Use this server and the others given so, and switch all the rest off.</source>
        <translation>これと、同じく指定したサーバーだけを使い、残りはすべてオフにします。</translation>
    </message>
    <message>
        <source>Remove a SERVER, which is a name or a FILE:LINE of &quot;servers list&quot;.</source>
        <translation>SERVER を削除します。名前か、「servers list」の FILE:LINE で指定します。</translation>
    </message>
    <message>
        <source>Switch a SERVER off; its line is kept as a comment.</source>
        <translation>SERVER をオフにします。行はコメントとして残ります。</translation>
    </message>
    <message>
        <source>Switch a SERVER on again.</source>
        <translation>SERVER をオンに戻します。</translation>
    </message>
    <message>
        <source>Replace a SERVER&apos;s line: --set SERVER LINE.</source>
        <translation>SERVER の行を置き換えます: --set SERVER LINE。</translation>
    </message>
    <message>
        <source>Add to the daemon&apos;s main file instead of one of Synchroscope&apos;s own.</source>
        <translation>Synchroscope 専用のファイルではなく、時刻デーモンの主設定ファイルに追加します。</translation>
    </message>
    <message>
        <source>The daemon may end without any server.</source>
        <translation>サーバーが一つも残らなくなる変更も許可します。</translation>
    </message>
    <message>
        <source>Go on only if the plan has this digest.</source>
        <translation>変更案のダイジェストがこれと一致するときだけ続けます。</translation>
    </message>
    <message>
        <source>--set takes a server and a line: --set ntp1.example.org &quot;server ntp1.example.org iburst&quot;.</source>
        <translation>--set にはサーバーと行を指定します: --set ntp1.example.org &quot;server ntp1.example.org iburst&quot;。</translation>
    </message>
    <message>
        <source>Say what to change: --add, --only, --remove, --disable, --enable or --set.</source>
        <translation>何を変えるかを指定してください: --add、--only、--remove、--disable、--enable、--set。</translation>
    </message>
    <message>
        <source>The same by hand:</source>
        <translation>手動で同じことをするには:</translation>
    </message>
    <message>
        <source>Digest: %1</source>
        <translation>ダイジェスト: %1</translation>
    </message>
    <message>
        <source>Shows what a change of the server list would do to which file. Writes nothing.</source>
        <translation>サーバー一覧の変更で、どのファイルがどう変わるかを示します。何も書き込みません。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no option. Put a line into quotation marks.</source>
        <translation>「%1」はオプションではありません。行は引用符で囲んでください。</translation>
    </message>
    <message>
        <source>--allow-none does it all the same.</source>
        <translation>--allow-none を付けると、それでも行います。</translation>
    </message>
    <message>
        <source>The files have changed since that digest was printed. Look at the plan again.</source>
        <translation>そのダイジェストが表示された後にファイルが変わりました。変更案をもう一度見てください。</translation>
    </message>
    <message>
        <source>Says what a time daemon would not understand in a configuration file.</source>
        <translation>設定ファイルのうち、時刻デーモンが理解しないところを示します。</translation>
    </message>
    <message>
        <source>Whose file it is.</source>
        <translation>どのサービスのファイルか。</translation>
    </message>
    <message>
        <source>The file to read.</source>
        <translation>読むファイル。</translation>
    </message>
    <message>
        <source>check takes one file and --daemon.</source>
        <translation>check にはファイルを一つと --daemon を指定します。</translation>
    </message>
    <message>
        <source>%1 understands all of %2.</source>
        <translation>%1 は %2 をすべて理解します。</translation>
    </message>
    <message>
        <source>Say what to do with the servers.</source>
        <translation>サーバーをどうするかを指定してください。</translation>
    </message>
    <message>
        <source>no other change is under way</source>
        <translation>ほかの変更は行われていません</translation>
    </message>
    <message>
        <source>nothing was left unfinished</source>
        <translation>途中で終わった変更はありません</translation>
    </message>
    <message>
        <source>the files are those that were looked at</source>
        <translation>ファイルは確認したときのままです</translation>
    </message>
    <message>
        <source>the change is written down</source>
        <translation>変更内容を控えました</translation>
    </message>
    <message>
        <source>saved</source>
        <translation>保存しました</translation>
    </message>
    <message>
        <source>the time service has read its sources again</source>
        <translation>時刻サービスが時刻源を読み直しました</translation>
    </message>
    <message>
        <source>the time service is restarted</source>
        <translation>時刻サービスを再起動しました</translation>
    </message>
    <message>
        <source>the time service is up</source>
        <translation>時刻サービスが動いています</translation>
    </message>
    <message>
        <source>done</source>
        <translation>完了しました</translation>
    </message>
    <message>
        <source>the files are as they were before</source>
        <translation>ファイルを元に戻しました</translation>
    </message>
    <message>
        <source>the time service has read its old sources again</source>
        <translation>時刻サービスが元の時刻源を読み直しました</translation>
    </message>
    <message>
        <source>the time service is restarted as before</source>
        <translation>時刻サービスを元の設定で再起動しました</translation>
    </message>
    <message>
        <source>the time service is up as before</source>
        <translation>時刻サービスが元どおり動いています</translation>
    </message>
    <message>
        <source>Not: %1</source>
        <comment>a step that failed</comment>
        <translation>失敗: %1</translation>
    </message>
    <message>
        <source>There is no pkexec here, which would ask for the password.</source>
        <translation>パスワードを求める pkexec がここにはありません。</translation>
    </message>
    <message>
        <source>Synchroscope&apos;s helper is not installed (%1).</source>
        <translation>Synchroscope のヘルパーがインストールされていません（%1）。</translation>
    </message>
    <message>
        <source>Nothing was changed: the password was not given.</source>
        <translation>何も変更しませんでした。パスワードが入力されませんでした。</translation>
    </message>
    <message>
        <source>Nothing was changed: you may not do that.</source>
        <translation>何も変更しませんでした。その権限がありません。</translation>
    </message>
    <message>
        <source>Nothing was changed. %1</source>
        <translation>何も変更しませんでした。%1</translation>
    </message>
    <message>
        <source>Changes the server list and has the time service take it up; what fails is taken back.</source>
        <translation>サーバー一覧を変更し、時刻サービスに反映させます。失敗したら元に戻します。</translation>
    </message>
    <message>
        <source>Wait so many seconds for the time service to be up.</source>
        <translation>時刻サービスが動き出すまで、この秒数だけ待ちます。</translation>
    </message>
    <message>
        <source>Takes back the last change of the server list that was made here.</source>
        <translation>ここで行った、サーバー一覧の最後の変更を取り消します。</translation>
    </message>
    <message>
        <source>undo takes no arguments, only options.</source>
        <translation>undo に引数はありません。オプションだけです。</translation>
    </message>
    <message>
        <source>Usage: synchroscopectl servers list|plan|apply|undo|check [ARGUMENTS]

  list   the servers that the configuration names, and where
  plan   what a change would do to which file; writes nothing
  apply  do it; what fails is taken back
  undo   take the last change back
  check  what a daemon would not understand in a file</source>
        <translation>使い方: synchroscopectl servers list|plan|apply|undo|check [引数]

  list   設定にあるサーバーと、その場所
  plan   変更でどのファイルがどう変わるか。何も書き込まない
  apply  変更する。失敗したら元に戻す
  undo   最後の変更を取り消す
  check  ファイルのうち、時刻デーモンが理解しないところ</translation>
    </message>
    <message>
        <source>the daemon itself takes every line</source>
        <translation>時刻サービス自身がすべての行を受け入れました</translation>
    </message>
    <message>
        <source>NTPsec: use the servers of its configuration, and not those that the network hands out (IGNORE_DHCP=yes).</source>
        <translation>NTPsec: ネットワークが配布するサーバーではなく、設定ファイルのサーバーを使います（IGNORE_DHCP=yes）。</translation>
    </message>
    <message>
        <source>The helper ended before it was done. The next change first takes back what was left unfinished; &quot;servers undo&quot; would then take back the change before it too.</source>
        <translation>ヘルパーが途中で終了しました。次の変更の際、まず途中のものが取り消されます。「servers undo」はその後、一つ前の変更も取り消します。</translation>
    </message>
    <message>
        <source>Take it back only if its plan had this digest.</source>
        <translation>変更案のダイジェストがこれと一致するときだけ元に戻します。</translation>
    </message>
    <message>
        <source>--expect takes the digest of a plan.</source>
        <translation>--expect には変更案のダイジェストを指定します。</translation>
    </message>
    <message>
        <source>Write down there all that was looked at, for --replay.</source>
        <translation>調べた内容をすべて、--replay 用にこのファイルへ記録します。</translation>
    </message>
    <message>
        <source>Judge what was recorded there, or what a report holds, in place of this computer.</source>
        <translation>このコンピューターの代わりに、このファイルの記録またはレポートの内容を判定します。</translation>
    </message>
    <message>
        <source>Write a report there: all that is needed to ask somebody for help.</source>
        <translation>人に助けを求めるのに必要なすべてをまとめたレポートを、このファイルに書き込みます。</translation>
    </message>
    <message>
        <source>Put others in the place of names and addresses, in what is printed and written.</source>
        <translation>表示と書き込みの内容の名前とアドレスを、別のものに置き換えます。</translation>
    </message>
    <message>
        <source>%1 is too large to be a record.</source>
        <translation>%1 は記録としては大きすぎます。</translation>
    </message>
    <message>
        <source>%1 cannot be replayed. %2</source>
        <comment>file, a sentence why</comment>
        <translation>%1 の記録を判定できません。%2</translation>
    </message>
    <message>
        <source>%1 could not be written: %2</source>
        <translation>%1 に書き込めませんでした: %2</translation>
    </message>
    <message>
        <source>Nothing is odd, as far as can be seen from here.</source>
        <translation>ここからわかる限り、おかしな点はありません。</translation>
    </message>
    <message>
        <source>diagnose takes no arguments, only options; &quot;%1&quot; is neither.</source>
        <translation>diagnose に引数はなく、オプションだけです。「%1」はどちらでもありません。</translation>
    </message>
    <message>
        <source>--replay reads a file and asks nobody, so that --%1 means nothing beside it.</source>
        <translation>--replay はファイルを読むだけで何にも問い合わせないため、--%1 を一緒に指定しても意味がありません。</translation>
    </message>
    <message>
        <source>Says what is odd about this computer&apos;s time, why, and what to do about it.
Exit code: 0 nothing that matters, 1 something that does, 3 a file cannot be read or written, or nobody answers where --daemon or --chrony says.</source>
        <translation>このコンピューターの時刻のおかしな点と、その理由、できる対処を示します。
終了コード: 0 問題となるものはない、1 問題となるものがある、3 ファイルを読み書きできない、または --daemon か --chrony の指定先が応答しない。</translation>
    </message>
    <message>
        <source>standard input</source>
        <translation>標準入力</translation>
    </message>
    <message>
        <source>What was read:</source>
        <translation>読み取った内容:</translation>
    </message>
    <message>
        <source>Nothing in this text is the output of a time tool that is known here.</source>
        <translation>このテキストには、知られている時刻ツールの出力がありません。</translation>
    </message>
    <message>
        <source>The text is longer than 4 million characters: its end was not read.</source>
        <translation>テキストが 400 万文字を超えるため、終わりの部分は読み込みませんでした。</translation>
    </message>
    <message>
        <source>Explains what time tools printed on a terminal, of this computer or of any other: chronyc, timedatectl, ntpq, ntpstat, systemctl status, log lines, w32tm, pieces of configuration.
Exit code: 0 nothing is wrong, 1 something is, or nothing was recognised, 3 the file cannot be read.</source>
        <translation>時刻ツールが端末に表示した内容を説明します。ほかのコンピューターのものでもかまいません: chronyc、timedatectl、ntpq、ntpstat、systemctl status、ログの行、w32tm、設定の一部。
終了コード: 0 問題はない、1 問題がある、または何も認識できない、3 ファイルを読み込めない。</translation>
    </message>
    <message>
        <source>The text; without it, or if it is -, standard input.</source>
        <translation>テキストのファイル。省略するか - とすると、標準入力を読みます。</translation>
    </message>
    <message>
        <source>explain takes one file; &quot;%1&quot; is a second one.</source>
        <translation>explain に指定できるファイルは一つです。「%1」は二つ目です。</translation>
    </message>
    <message>
        <source>Give explain what a terminal showed, by a pipe or as a file:
    chronyc sources | synchroscopectl explain
    synchroscopectl explain FILE</source>
        <translation>端末に表示された内容を、パイプまたはファイルで explain に渡してください:
    chronyc sources | synchroscopectl explain
    synchroscopectl explain FILE</translation>
    </message>
    <message>
        <source>Usage: synchroscopectl COMMAND [ARGUMENTS]

  diagnose       say what is odd about this computer&apos;s time, and what to do
  explain [FILE] explain what time tools printed on a terminal
  probe HOST…    ask time servers a few times and print what they say
  servers …      list the configured servers, and change them
  sources        print every source of this computer&apos;s time daemons
  status         say whether this computer&apos;s clock is right, and who keeps it so
  watch [HOST…]  show the watched servers, live

synchroscopectl COMMAND --help says more about a command. Offsets are this
computer&apos;s clock minus the server&apos;s: positive means that this clock is ahead.
Exit code: 0 good, 1 the answer is bad news, 2 wrong usage, 3 could not be done.</source>
        <translation>使い方: synchroscopectl コマンド [引数]

  diagnose       このコンピューターの時刻のおかしな点と、対処を示します
  explain [FILE] 時刻ツールが端末に表示した内容を説明します
  probe HOST…    時刻サーバーに数回問い合わせ、その答えを表示します
  servers …      設定されたサーバーを一覧にし、変更します
  sources        このコンピューターの時刻デーモンのすべての時刻源を表示します
  status         時計が正しいか、何が正しく保っているかを示します
  watch [HOST…]  監視しているサーバーを表示し続けます

各コマンドの詳細は synchroscopectl コマンド --help で表示します。オフセットは
このコンピューターの時計からサーバーの時計を引いた値で、正はこの時計が進んで
いることを表します。
終了コード: 0 良好、1 結果に問題がある、2 使い方の誤り、3 実行できない。</translation>
    </message>
    <message>
        <source>Say what to do: &quot;diagnose&quot;, &quot;explain&quot;, &quot;probe&quot;, &quot;servers&quot;, &quot;sources&quot;, &quot;status&quot; or &quot;watch&quot;.</source>
        <translation>何をするかを指定してください: 「diagnose」「explain」「probe」「servers」「sources」「status」「watch」。</translation>
    </message>
    <message>
        <source>diagnose looks at this computer: at its processes, its files and its clock. It cannot look at those of %1, where another computer is. &quot;synchroscopectl status&quot; and &quot;synchroscopectl sources&quot; ask a daemon there, and &quot;synchroscopectl explain&quot; explains what its terminal shows.</source>
        <translation>diagnose が調べるのは、このコンピューターのプロセス、ファイル、時計です。%1 は別のコンピューターなので、そこのものは調べられません。そこの時刻デーモンに問い合わせるには「synchroscopectl status」や「synchroscopectl sources」を、その端末に表示された内容の説明には「synchroscopectl explain」を使ってください。</translation>
    </message>
</context>
</TS>
