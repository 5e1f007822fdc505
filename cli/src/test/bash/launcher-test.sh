#!/usr/bin/env bash
# Tests the launcher against the release that was just built: launcher-test.sh RELEASE.zip SCRATCH
set -u
zip=$1 scratch=$2
samples=$(cd "${BASH_SOURCE[0]%/*}/../../../../docs/samples" && pwd)
failures=0

# check NAME EXPECTED ACTUAL: the two are equal.
check() {
    [[ $2 == "$3" ]] && return
    printf 'FAILED %s\n  expected: %q\n  got:      %q\n' "$1" "$2" "$3" >&2
    failures=$((failures + 1))
}

# contains NAME PART TEXT: the text holds the part.
contains() {
    [[ $3 == *"$2"* ]] && return
    printf 'FAILED %s\n  expected to contain: %q\n  got: %q\n' "$1" "$2" "$3" >&2
    failures=$((failures + 1))
}

rm -rf "$scratch" && mkdir -p "$scratch/a folder" && cd "$scratch/a folder" || exit 1
jar_tool=$(command -v unzip) || { echo "launcher-test: unzip is missing, nothing tested" >&2; exit 0; }
"$jar_tool" -q "$zip" || exit 1
fovea=$(echo "$PWD"/fovea-*/bin/fovea)
export XDG_CACHE_HOME=$scratch/cache
unset FOVEA_JAVA_OPTIONS

# The unpacked release runs from any folder, without Maven, and again with its archive of classes.
for _ in 1 2; do
    out=$(cd / && "$fovea" --version 2>"$scratch/err")
    check "--version succeeds" 0 $?
    contains "--version" "fovea 0." "$out"
    check "--version says nothing else" "" "$(<"$scratch/err")"
done
contains "the archive of classes is kept in the cache" ".jsa" "$(ls "$XDG_CACHE_HOME/fovea")"

# picocli too comes from the archive, which takes no classes of old versions.
loaded=$scratch/loaded
for _ in 1 2; do FOVEA_JAVA_OPTIONS="-Xlog:class+load:file=$loaded" "$fovea" --help >/dev/null; done
contains "the classes are noted" "dev.fovea.cli.Main source: shared objects file" "$(<"$loaded")"
check "no class of a jar is read again" "" "$(grep 'source: file:.*\.jar' "$loaded")"
check "no class is made to read annotations" "" "$(grep 'Proxy[0-9]' "$loaded")"

# Through links, one of them relative, with a space in the path.
ln -s "$fovea" "$scratch/link one" && ln -s "link one" "$scratch/link two"
contains "through links" "fovea 0." "$("$scratch/link two" --version 2>&1)"

# A command that computes: data on standard output, and no notice of the JVM anywhere.
out=$("$fovea" doctor 2>"$scratch/err")
check "doctor succeeds" 0 $?
contains "doctor" "GFLOP/s" "$out"
check "no notice of the JVM" "" "$(<"$scratch/err")"
said=$(FOVEA_JAVA_OPTIONS=-XX:+CompilerDirectivesPrint "$fovea" doctor 2>&1 >/dev/null)
contains "Java has the directives for kernels" "matching: dev/fovea/kernel/vector/*.*" "$said"
contains "the first compiler inlines nothing into them" "inline: -*.*" "$said"

# A name of a folder is only a name, and what only saves time may be missing.
odd=$scratch/$'an\njars[$(touch${IFS}odd)]' && mkdir -p "$odd"
cp -Rp "${fovea%/bin/fovea}" "$odd/release" && rm "$odd/release/lib/directives.json"
contains "in an odd folder" "fovea 0." "$(XDG_CACHE_HOME=$scratch/odd-cache "$odd/release/bin/fovea" --version 2>&1)"
contains "without directives" "GFLOP/s" "$(XDG_CACHE_HOME=$scratch/odd-cache "$odd/release/bin/fovea" doctor 2>&1)"
[[ ! -e odd ]]
check "nothing in a name is run" 0 $?

# Exit codes and arguments pass through.
said=$("$fovea" 'two  words' '$HOME' "it's" 2>&1)
check "a wrong request" 2 $?
contains "arguments are passed on as they are" "'two  words', '\$HOME', 'it's'" "$said"
said=$("$fovea" doctor --bogus 2>&1)
check "a wrong option of a command that computes" 2 $?

contains "the program's own messages arrive" "'--bogus'" "$said"

# The archive of a run that failed early holds few classes: the next run writes it again, and one that succeeded stays.
archive_of() { echo "$XDG_CACHE_HOME"/fovea/classes-"$1"-*.jsa; }
"$fovea" inspect nowhere >/dev/null 2>&1
contains "a run that fails leaves an archive" ".jsa" "$(archive_of inspect)"
check "a run that fails leaves no mark" "" "$(compgen -G "$(archive_of inspect).whole")"
small=$(stat -c %i%y "$(archive_of inspect)")
"$fovea" inspect nowhere >/dev/null 2>&1
[[ $small != "$(stat -c %i%y "$(archive_of inspect)")" ]]
check "an archive without a mark is written again" 0 $?
kept=$(stat -c %i%y "$(archive_of doctor)")
"$fovea" doctor --bogus >/dev/null 2>&1
check "an archive with a mark stays" "$kept" "$(stat -c %i%y "$(archive_of doctor)")"

# An archive belongs to what the jars hold, not to when they were made: one replaces that of the jars before.
versions() { compgen -G "$XDG_CACHE_HOME/fovea/classes-version-*.jsa" | sort; }
others=$(versions)
cp -Rp "${fovea%/bin/fovea}" "$scratch/other"
"$scratch/other/bin/fovea" --version >/dev/null
before=$(comm -13 <(echo "$others") <(versions))
check "another place has its own archive" 1 "$(grep -c . <<<"$before")"
jar=$(compgen -G "$scratch/other/lib/fovea-cli-*.jar")
touch -r "$jar" "$scratch/age" && printf x >>"$jar" && touch -r "$scratch/age" "$jar"
"$scratch/other/bin/fovea" --version >/dev/null
after=$(comm -13 <(echo "$others") <(versions))
check "other jars have one archive" 1 "$(grep -c . <<<"$after")"
[[ $after != "$before" ]]
check "and not that of the jars before" 0 $?

# Output and messages may share a file: neither overwrites the other.
"$fovea" train digits --epochs 1 --set trainSamples=64 --set testSamples=32 --out shared >"$scratch/both" 2>&1
check "training into one log" 0 $?
contains "the log begins with what was said first" "data " "$(head -n 3 "$scratch/both")"
contains "the log ends with what was printed last" "accuracy " "$(tail -n 4 "$scratch/both")"

# A heap that is too small is said in a sentence.
said=$(FOVEA_JAVA_OPTIONS=-Xmx40m "$fovea" train digits --epochs 1 --set trainSamples=64 --set testSamples=32 --out full 2>&1)
check "a full heap fails" 1 $?
contains "a full heap is explained" "memory ran out" "$said"
check "a full heap shows no stack trace" "" "$(grep -c '^.at ' <<<"$said" | grep -v '^0$')"

# A few pictures are predicted without vectors, more of them with: the same figures.
few=$("$fovea" predict shared "$samples/0-28x28-light-on-dark.png" 2>"$scratch/err")
check "one picture succeeds" 0 $?
contains "one picture" "0-28x28-light-on-dark.png: " "$few"
check "one picture says nothing else" "" "$(<"$scratch/err")"
many=$("$fovea" predict shared "$samples"/*.png 2>/dev/null)
contains "a picture alone and among many" "$few" "$many"
check "a picture with vectors asked for" "$few" "$("$fovea" predict shared "$samples/0-28x28-light-on-dark.png" --vector auto 2>/dev/null)"

# Help is no run: it has an archive of its own, which the command's does not know.
"$fovea" explain --help >/dev/null
check "help leaves nothing of the command" "" "$(compgen -G "$XDG_CACHE_HOME/fovea/classes-explain-*")"
contains "help is kept" ".whole" "$(compgen -G "$XDG_CACHE_HOME/fovea/classes-help-*.whole")"

# A bare machine's locale has no letters outside ASCII; names of files do.
cp "$samples/0-28x28-light-on-dark.png" $'n\303\274ll.png'
contains "names of files in a bare locale" $'n\303\274ll.png: ' "$(LC_ALL= LC_CTYPE= LANG= "$fovea" predict shared $'n\303\274ll.png' 2>&1)"

# What Java itself says about a real failure is not hidden.
said=$(FOVEA_JAVA_OPTIONS=-XX:+NoSuchFlag "$fovea" doctor 2>&1)
check "a failure of Java" 1 $?
contains "a failure of Java is shown" "NoSuchFlag" "$said"

# A JDK that is too old is named, with what to do.
mkdir -p old/bin "$scratch/none" && printf '#!/bin/sh\n' >old/bin/java && chmod +x old/bin/java
echo 'JAVA_VERSION="25.0.2"' >old/release
sed 's/^need_major=25/need_major=99/' "$fovea" >"${fovea%/*}/picky" && chmod +x "${fovea%/*}/picky"
said=$(JAVA_HOME=$PWD/old "${fovea%/*}/picky" --version 2>&1)
check "no JDK" 1 $?
contains "the JDK that is too old" "$PWD/old is Java 25.0.2: too old" "$said"
contains "what is needed" "needs a JDK, version 99.0.3 or later" "$said"
contains "what to do" "set JAVA_HOME" "$said"
contains "an old JAVA_HOME is passed over" "fovea 0." "$(JAVA_HOME=$PWD/old "$fovea" --version 2>&1)"

# A checkout without Maven says so; a folder that is neither a release nor a checkout too.
mkdir checkout lonely && cp "$fovea" checkout/ && cp "$fovea" lonely/ && touch checkout/pom.xml
mkdir few && for tool in bash env readlink uname find sed stty getconf cksum; do
    ln -s "$(command -v $tool)" few/
done
said=$(PATH=$PWD/few checkout/fovea --version 2>&1)
check "no Maven" 1 $?
contains "no Maven" "Maven (mvn) is not in PATH" "$said"
said=$(lonely/fovea --version 2>&1)
check "neither release nor checkout" 1 $?
contains "neither release nor checkout" "found neither lib/ nor pom.xml" "$said"

# A signal reaches the program: the launcher has become Java.
"$fovea" doctor >/dev/null 2>&1 &
sleep 0.3
kill -TERM $! && wait $!
check "a signal ends the program" 143 $?

((failures == 0)) || exit 1
