using System.Buffers;
using P2C2R.Protocol;

namespace P2C2R.Coordinator.Connections;

/// <summary>Whether a decoded message keeps the limits. The state core relies on it: nothing that passes here is too big, too many or out of its range.</summary>
internal static class MessageCheck
{
    private static readonly SearchValues<char> IdCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-:");
    private static readonly SearchValues<char> KindCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-");

    /// <summary>Null where all is well, or what is wrong: field, limit, remedy.</summary>
    public static ErrorMessage? Check(Message message) => message switch
    {
        HelloPeer m => Check(m),
        HelloGamer m => CheckName(m.Name) ?? CheckToken(m.Token),
        Submit m => Check(m),
        Slices m => CheckTask(m.Task) ?? InRange("first", m.First, 0, Limits.MaxSlicesPerTask - 1) ?? CheckSlices("items", m.Items, 1),
        GetOutputs m => CheckTask(m.Task) ?? InRange("first", m.First, 0, Limits.MaxSlicesPerTask)
            ?? Most("slices", m.Slices?.Count ?? 0, Limits.MaxOutputsPerMessage, "ask for the rest later") ?? Each(m.Slices ?? [], static s => InRange("slices", s, 0, Limits.MaxSlicesPerTask - 1)),
        CancelTask m => CheckTask(m.Task),
        GetTask m => CheckTask(m.Task),
        AttemptDone m => InRange("length", m.Length, OutputTrailer.Size, Limits.MaxBlobBytes) ?? InRange("units", m.Units, 0, Limits.MaxUnitsPerSlice)
            ?? Finite("compute_ms", m.ComputeMs) ?? Most("output (bytes)", m.Output?.Length ?? 0, Limits.MaxInlineOutputBytes, "commit to it and upload it as a blob when asked"),
        AttemptFailed m => (Enum.IsDefined(m.Code) ? null : Wrong("code is one of the error codes of docs/protocol.md")) ?? Most("reason (characters)", m.Reason.Length, Limits.MaxReasonLength, "shorten it"),
        Heartbeat m => Most("attempts", m.Attempts.Count, Limits.MaxAttemptsPerMessage, "report them in several messages")
            ?? Each(m.Attempts, a => Finite("fraction", a.Fraction) ?? Most("said (characters)", a.Said?.Length ?? 0, Limits.MaxSaidLength, "send the newest")),
        _ => null,
    };

    private static ErrorMessage? Check(HelloPeer m) =>
        CheckName(m.Name) ?? CheckToken(m.Token)
        ?? InRange("slots", m.Slots, 1, Limits.MaxSlots)
        ?? InRange("device.cores", m.Device.Cores, 1, 65_536)
        ?? InRange("device.memory_bytes", m.Device.MemoryBytes, 0, long.MaxValue)
        ?? Most("device.os (characters)", m.Device.Os.Length, Limits.MaxNameLength * 2, "shorten it")
        ?? Most("kernels", m.Kernels.Count, Limits.MaxKernelsPerPeer, "announce fewer")
        ?? Most("computing", m.Computing.Count, Limits.MaxAttemptsPerMessage, "declare fewer")
        ?? Most("blobs", m.Blobs.Count, Limits.MaxHeldBlobs, "announce the most recently used")
        ?? Each(m.Kernels, k => CheckKernel(k.Kind, k.Version) ?? Finite("kernels.units_per_second", k.UnitsPerSecond));

    private static ErrorMessage? Check(Submit m) =>
        CheckTask(m.Task) ?? CheckKernel(m.Kind, m.Version)
        ?? (Enum.IsDefined(m.Priority) ? null : Wrong("priority is interactive, normal or batch"))
        ?? InRange("replicas", m.Replicas, 1, Limits.MaxReplicas)
        ?? (m.DeadlineMs is { } deadline ? InRange("deadline_ms", deadline, 1, Limits.MaxDeadlineMs) : null)
        ?? (m.MaxPrice is { } price ? InRange("max_price", price.Value, 0, long.MaxValue) : null)
        ?? InRange("slice_count", m.SliceCount, 1, Limits.MaxSlicesPerTask)
        ?? InRange("max_units", m.MaxUnits, 0, 1L << 60)
        ?? CheckRequirements(m.Requirements)
        ?? CheckSlices("slices", m.Slices, 1)
        ?? (m.Slices.Count > m.SliceCount ? Wrong($"slices has {m.Slices.Count} entries, slice_count says {m.SliceCount}") : null);

    private static ErrorMessage? CheckRequirements(TaskRequirements? m) => m is null
        ? null
        : InRange("requirements.memory_bytes", m.MemoryBytes, 0, long.MaxValue)
        ?? Most("requirements.peers", m.Peers.Count, Limits.MaxNamedPeers, "name fewer")
        ?? Each(m.Peers, p => AccountText.TryParse(p, out _) ? null : Wrong("requirements.peers has accounts as in their welcome, for example \"a17\""));

    private static ErrorMessage? CheckSlices(string field, IReadOnlyList<SliceSpec> slices, int least)
    {
        if (slices.Count < least) return Wrong($"{field} must have at least {least} entry");
        if (Most(field, slices.Count, Limits.MaxSlicesPerMessage, "send the rest in slices messages") is { } tooMany) return tooMany;
        var edges = 0;
        for (var i = 0; i < slices.Count; i++)
        {
            var slice = slices[i];
            if (slice is null || !IsFine(slice)) return Explain($"{field}[{i}]", slice);
            edges += slice.DependsOn.Count;
        }

        if (edges <= Limits.MaxEdgesPerMessage) return null;
        return Most($"{field}: depends_on over all entries", edges, Limits.MaxEdgesPerMessage, "send fewer slices in a message");
    }

    /// <summary>The same as <see cref="Explain"/>, without making texts: every slice comes by here.</summary>
    private static bool IsFine(SliceSpec slice)
    {
        if (slice.Input.Length > Limits.MaxInlineInputBytes || slice.Blobs.Count > Limits.MaxBlobsPerSlice || slice.DependsOn.Count > Limits.MaxDependenciesPerSlice) return false;
        if (slice.ExpectedUnits is < 0 or > Limits.MaxUnitsPerSlice || slice.MaxUnits is < 0 or > Limits.MaxUnitsPerSlice) return false;
        for (var i = 0; i < slice.DependsOn.Count; i++)
        {
            if (slice.DependsOn[i] is < 0 or >= Limits.MaxSlicesPerTask) return false;
        }

        return true;
    }

    private static ErrorMessage Explain(string field, SliceSpec? slice)
    {
        if (slice is null) return Wrong($"{field} is null");
        return Most($"{field}.input (bytes)", slice.Input.Length, Limits.MaxInlineInputBytes, "store it as a blob and name it")
            ?? Most($"{field}.blobs", slice.Blobs.Count, Limits.MaxBlobsPerSlice, "join some")
            ?? Most($"{field}.depends_on", slice.DependsOn.Count, Limits.MaxDependenciesPerSlice, "join outputs in a slice between")
            ?? InRange($"{field}.expected_units", slice.ExpectedUnits, 0, Limits.MaxUnitsPerSlice)
            ?? InRange($"{field}.max_units", slice.MaxUnits, 0, Limits.MaxUnitsPerSlice)
            ?? OutOfRange($"{field}.depends_on has numbers of slices, 0 to {Limits.MaxSlicesPerTask - 1}");
    }

    private static ErrorMessage? CheckName(string name)
    {
        if (name.Length is < 1 or > Limits.MaxNameLength) return OutOfRange($"name has 1 to {Limits.MaxNameLength} characters");
        return name.Any(char.IsControl) ? Wrong("name has no control characters") : null;
    }

    private static ErrorMessage? CheckToken(string? token) => token is { Length: > 128 } ? new ErrorMessage { Code = ErrorCode.BadToken, Message = "token is what an earlier welcome gave; leave it out to register" } : null;

    private static ErrorMessage? CheckTask(string task) =>
        task.Length is >= 1 and <= Limits.MaxTaskIdLength && task.AsSpan().IndexOfAnyExcept(IdCharacters) < 0
            ? null
            : OutOfRange($"task has 1 to {Limits.MaxTaskIdLength} letters, digits or characters of \"._-:\"");

    private static ErrorMessage? CheckKernel(string kind, int version)
    {
        if (kind.Length is < 1 or > Limits.MaxKindLength || kind.AsSpan().IndexOfAnyExcept(KindCharacters) >= 0) return OutOfRange($"kind has 1 to {Limits.MaxKindLength} letters, digits or characters of \"._-\"");
        return InRange("version", version, 1, int.MaxValue);
    }

    private static ErrorMessage? InRange(string field, long value, long least, long most) =>
        value >= least && value <= most ? null : OutOfRange($"{field} is {value}; it must be {least} to {most}");

    private static ErrorMessage? Finite(string field, double value) => double.IsFinite(value) && value >= 0 ? null : OutOfRange($"{field} is a number of 0 or more");

    private static ErrorMessage? Most(string field, long value, long most, string remedy) =>
        value <= most ? null : new ErrorMessage { Code = ErrorCode.LimitExceeded, Message = $"{field}: {value}, at most {most}; {remedy}" };

    private static ErrorMessage? Each<T>(IReadOnlyList<T> items, Func<T, ErrorMessage?> check)
    {
        foreach (var item in items)
        {
            if (item is null) return Wrong("a list has a null in it");
            if (check(item) is { } error) return error;
        }

        return null;
    }

    private static ErrorMessage OutOfRange(string text) => new() { Code = ErrorCode.OutOfRange, Message = text };

    private static ErrorMessage Wrong(string text) => new() { Code = ErrorCode.Malformed, Message = text };
}
