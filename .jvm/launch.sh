# Sourced by aisletide and bench/run, with $root set to the checkout: find a JDK, build what is missing, become the JVM.

readonly oldest_jdk=17
readonly exit_unavailable=69

note() { printf 'aisletide: %s\n' "$*" >&2; }
die() { note "$*"; exit "$exit_unavailable"; }

# Major version of the JDK at $1, read from its release file (starting a JVM to ask takes longer than a whole lookup).
jdk_major() {
  local line version
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
  while IFS= read -r line; do
    case $line in
      JAVA_VERSION=*)
        version=${line#JAVA_VERSION=}
        version=${version//\"/}
        version=${version#1.}
        version=${version%%[!0-9]*}
        [ -n "$version" ] && echo "$version"
        return
        ;;
    esac
  done < "$1/release"
  return 1
}

# One line for each JDK here, newest first: major version, home.
list_jdks() {
  local home version javac
  if javac=$(command -v javac); then
    javac=$(readlink -f "$javac" 2>/dev/null || echo "$javac")
  fi
  for home in "${JAVA_HOME:-}" "${javac%/bin/javac}" /usr/lib/jvm/* "${HOME:-}"/.sdkman/candidates/java/* \
    "${HOME:-}"/.jdks/* /Library/Java/JavaVirtualMachines/*/Contents/Home /opt/* /opt/*/*; do
    if [ -n "$home" ] && version=$(jdk_major "$home"); then echo "$version $home"; fi
  done | sort -rn
}

# Sets jdk and jdk_version to the newest JDK, or to AISLETIDE_JAVA_HOME if that is given.
find_jdk() {
  local jdks
  if [ -n "${AISLETIDE_JAVA_HOME:-}" ]; then
    jdk=$AISLETIDE_JAVA_HOME
    jdk_version=$(jdk_major "$jdk") || die "AISLETIDE_JAVA_HOME=$jdk holds no JDK (bin/java, bin/javac, release)."
    [ "$jdk_version" -ge "$oldest_jdk" ] || die "AISLETIDE_JAVA_HOME=$jdk is JDK $jdk_version; it takes $oldest_jdk or later."
    return
  fi
  jdks=$(list_jdks)
  read -r jdk_version jdk <<< "${jdks:-0 none}"
  [ "$jdk_version" -ge "$oldest_jdk" ] && return
  die "no JDK $oldest_jdk or later found${jdks:+ (newest: JDK $jdk_version at $jdk)}. Install one (Debian, Ubuntu: apt-get install" \
    "openjdk-17-jdk; macOS: brew install openjdk) or point JAVA_HOME at one. Looked in JAVA_HOME, PATH, /usr/lib/jvm," \
    "~/.sdkman, ~/.jdks, /Library/Java/JavaVirtualMachines and /opt."
}

find_maven() {
  local candidate
  for candidate in "$(command -v mvn)" "${MAVEN_HOME:+$MAVEN_HOME/bin/mvn}" "${M2_HOME:+$M2_HOME/bin/mvn}" \
    "${HOME:-}/.sdkman/candidates/maven/current/bin/mvn" /opt/*maven*/bin/mvn; do
    if [ -n "$candidate" ] && [ -x "$candidate" ]; then
      maven=$candidate
      return
    fi
  done
  die "not built yet, and no Maven found to build it. Install Maven 3.8 or later (Debian, Ubuntu: apt-get install maven;" \
    "macOS: brew install maven) or set MAVEN_HOME, then run this again."
}

# A source, a build file or a directory (a file came or went) that is newer than the jar.
stale() {
  [ ! -f "$jar" ] || [ -n "$(find "$root/pom.xml" "$root"/{engine,sim,"$module"}/pom.xml \
    "$root"/{engine,sim,"$module"}/src/main -newer "$jar" 2>/dev/null | head -n 1)" ]
}

# Sets jar to one that is not older than its sources: of a full build, else of the launcher's own.
choose_jar() {
  local target
  for target in target target-quick; do
    jar=$root/$module/$target/$jar_name
    if ! stale; then return; fi
  done
  build
}

# Builds with the tests and the checks left out, beside a full build so that neither takes the other's classes. One at a time: a second start waits for the first one's build.
build() {
  local target=${jar%/*} lock log holder
  lock=$target/building
  log=$target/build.log
  mkdir -p "$target" 2>/dev/null || die "has to be built, but $target cannot be written."
  until mkdir "$lock" 2>/dev/null; do
    holder=$(cat "$lock/pid" 2>/dev/null || true)
    if [ -n "$holder" ] && ! kill -0 "$holder" 2>/dev/null; then
      rm -rf "$lock"
    else
      sleep 0.2
    fi
  done
  echo $$ > "$lock/pid"
  trap 'rm -rf "$lock"' EXIT
  trap 'exit 130' INT TERM
  if stale; then
    find_maven
    note "building with JDK $jdk_version (the first time takes a minute or two while Maven fetches libraries)"
    if ! (cd "$root" && JAVA_HOME=$jdk "$maven" -q -Dquick -Dmaven.test.skip=true -pl "$module" -am package) > "$log" 2>&1; then
      cat "$log" >&2
      die "the build failed; its output is above and in $log."
    fi
    touch "$jar"
  fi
  trap - EXIT INT TERM
  rm -rf "$lock"
}

# What a start needs, made in a first run and then mapped: classes, parsed and linked. A third off a short start, half a second
# off a long one. Without an archive all works. What code did in that run (JDK 25) is left out: compiled by it, commands at
# half a million robots took 224 to 259 ms instead of 207, and ticks 85 to 92 instead of 74 to 83.
share_classes() {
  local archive=${jar%/*}/start-$jdk_version make=ArchiveClassesAtExit use=SharedArchiveFile
  [ -n "$warm_up" ] || return 0
  options+=('-Xlog:cds*=off')
  [ "$jdk_version" -ge 24 ] && options+=('-Xlog:aot*=off')
  local leave_out=
  if [ "$jdk_version" -ge 25 ]; then
    make=AOTCacheOutput use=AOTCache
    leave_out='-XX:+UnlockDiagnosticVMOptions -XX:-AOTRecordTraining'
  fi
  if ! [ "$archive" -nt "$jar" ] && [ -w "${jar%/*}" ]; then
    note 'getting ready to start faster from now on (once after each build, some ten seconds)'
    # shellcheck disable=SC2086
    "$jdk/bin/java" "${options[@]}" $leave_out "-XX:$make=$archive.$$" -jar "$jar" $warm_up < /dev/null > /dev/null 2>&1 || true
    [ -f "$archive.$$" ] || : > "$archive.$$"
    mv -f "$archive.$$" "$archive"
  fi
  [ -s "$archive" ] && options+=("-XX:$use=$archive")
  return 0
}

# launch MODULE JAR WARM_UP ARGUMENT...: the main class of that jar, in this process.
launch() {
  module=$1 jar_name=$2 warm_up=$3
  shift 3
  find_jdk
  choose_jar
  options=("@$root/.jvm/flags")
  if [ "$jdk_version" -ge 24 ]; then options+=("@$root/.jvm/flags-24"); fi
  options+=("@$root/.jvm/run")
  # Random access over hundreds of megabytes gains a fifth from large pages; a JVM that cannot have them complains.
  case $(cat /sys/kernel/mm/transparent_hugepage/enabled 2>/dev/null) in
    *'[madvise]'* | *'[always]'*) options+=(-XX:+UseTransparentHugePages) ;;
  esac
  share_classes
  # shellcheck disable=SC2086
  exec "$jdk/bin/java" "${options[@]}" ${AISLETIDE_OPTS:-} -jar "$jar" "$@"
}
