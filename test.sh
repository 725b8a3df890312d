#!/usr/bin/env bash
# Checks the format, builds Release and runs every test. Needs the .NET 10 SDK and NuGet; arguments go to the test
# program (for example -class "P2C2R.Tests.Cli.*"). Tests that take long are named while they run, and tests that hang
# end after 25 minutes, where there is a timeout command. The last line is always "N passed, N failed, N skipped".
set -u
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" || exit 2

give_up() {
    echo "$1" >&2
    echo "0 passed, 1 failed, 0 skipped"
    exit "${2:-1}"
}

if ! command -v dotnet >/dev/null 2>&1 || ! dotnet --version >/dev/null 2>&1; then
    give_up "test.sh: the .NET 10 SDK is needed and was not found; install it from https://dotnet.microsoft.com/download/dotnet/10.0 and run this again." 2
fi
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
[ -d "${P2C2R_DATA:-../shared/data}" ] || echo "test.sh: no real inputs in ${P2C2R_DATA:-../shared/data}; the tests that need them are skipped"

dotnet restore P2C2R.slnx -v q || give_up "test.sh: restoring packages failed; is NuGet reachable?"
dotnet format P2C2R.slnx whitespace --no-restore --verify-no-changes || give_up "test.sh: run: dotnet format P2C2R.slnx whitespace"
dotnet build P2C2R.slnx -c Release -v q --no-restore -clp:NoSummary || give_up "test.sh: the build failed"

log="$(mktemp)"
trap 'rm -f "$log"' EXIT
minutes=25
limit=()
if command -v timeout >/dev/null 2>&1; then
    limit=(timeout -k 10 "${minutes}m")
    # In a terminal Ctrl-C must reach the tests; elsewhere they are ended with everything that they started.
    [ -t 0 ] && limit=(timeout --foreground -k 10 "${minutes}m")
fi
# A test project of xunit v3 is a program; run as one it reports crashes as what they are.
${limit[@]+"${limit[@]}"} dotnet tests/P2C2R.Tests/bin/Release/net10.0/P2C2R.Tests.dll -noColor -longRunning 120 "$@" 2>&1 | tee "$log"
status=${PIPESTATUS[0]}

summary="$(grep -E 'Total: [0-9]+, Errors: ' "$log" | tail -1)"
# 124 is what timeout ends with, 137 when it had to kill. Without a summary the tests hung, with one the program did.
if [ "${#limit[@]}" -gt 0 ] && { [ "$status" -eq 124 ] || [ "$status" -eq 137 ]; }; then
    echo "test.sh: FAILED: the tests did not end within $minutes minutes; those that took long are named above ('Long Running Test')" >&2
fi
[ -n "$summary" ] || give_up "test.sh: the test program ended with status $status and no summary" 1
field() { sed -E "s/.*$1: ([0-9]+).*/\1/" <<<"$summary"; }
failed=$(($(field Failed) + $(field Errors)))
skipped=$(field Skipped)
passed=$(($(field Total) - $(field Failed) - skipped - $(field "Not Run")))
[ "$status" -eq 0 ] || [ "$failed" -gt 0 ] || failed=1
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ]
