using P2C2R.Protocol;

namespace P2C2R.Grid;

/// <summary>What a submission must look like. Each refusal names the field, the limit and the remedy.</summary>
internal static class SubmissionRules
{
    /// <summary>What is wrong with a submission's own fields, or null.</summary>
    public static string? Fault(Submit submit)
    {
        if (!IsTaskId(submit.Task)) return $"task must be 1 to {Limits.MaxTaskIdLength} letters, digits, '.', '_', '-' or ':'";
        if (submit.Replicas is < 1 or > Limits.MaxReplicas) return $"replicas is {submit.Replicas}; it must be 1 to {Limits.MaxReplicas}";
        if (submit.DeadlineMs is < 1 or > Limits.MaxDeadlineMs) return $"deadline_ms is {submit.DeadlineMs}; it must be 1 to {Limits.MaxDeadlineMs}, or absent";
        if (!Enum.IsDefined(submit.Priority)) return "priority must be interactive, normal or batch";
        if (submit.SliceCount is < 1 or > Limits.MaxSlicesPerTask) return $"slice_count is {submit.SliceCount}; it must be 1 to {Limits.MaxSlicesPerTask}: make slices bigger or split the task";
        if (submit.MaxUnits < 0) return $"max_units is {submit.MaxUnits}; it must be the sum of the slices' max_units";
        if (submit.MaxDataBytes is < 0) return $"max_data_bytes is {submit.MaxDataBytes}; it must be the sum of the blobs' lengths times replicas, or absent";
        if (submit.MaxPrice is { Value: < 0 }) return $"max_price is {submit.MaxPrice.Value.Value}; it must be 0 or more";
        if (submit.Slices.Count is 0 or > Limits.MaxSlicesPerMessage) return $"slices has {submit.Slices.Count} items; the first message carries 1 to {Limits.MaxSlicesPerMessage}, more follow in slices messages";
        if (submit.Slices.Count > submit.SliceCount) return $"slices has {submit.Slices.Count} items, more than slice_count {submit.SliceCount}";
        return submit.Requirements is { } needs ? Fault(needs) : null;
    }

    /// <summary>What is wrong with a submission for a kernel whose outputs are not reproducible, or null.</summary>
    public static string? FaultOfNotReproducible(Submit submit)
    {
        var kernel = $"{submit.Kind} version {submit.Version}";
        if (submit.Replicas != 1) return $"replicas is {submit.Replicas}; outputs of {kernel} are not reproducible, so peers can't be compared: it must be 1";
        return submit.Requirements is { Peers.Count: > 0 } ? null : $"requirements.peers is empty; outputs of {kernel} can't be verified, so the peers that you trust with it must be named";
    }

    /// <summary>What is wrong with a slice, or null.</summary>
    public static string? Fault(SliceSpec slice, int index)
    {
        if (slice.Input.Length > Limits.MaxInlineInputBytes) return $"slice {index}: input has {slice.Input.Length} bytes; at most {Limits.MaxInlineInputBytes} fit in a message, upload more as a blob";
        if (slice.Blobs.Count > Limits.MaxBlobsPerSlice) return $"slice {index}: blobs has {slice.Blobs.Count} items, at most {Limits.MaxBlobsPerSlice} are allowed";
        if (slice.DependsOn.Count > Limits.MaxDependenciesPerSlice) return $"slice {index}: depends_on has {slice.DependsOn.Count} items, at most {Limits.MaxDependenciesPerSlice} are allowed";
        if (slice.MaxUnits is < 0 or > Limits.MaxUnitsPerSlice) return $"slice {index}: max_units is {slice.MaxUnits}; it must be 0 to {Limits.MaxUnitsPerSlice}";
        if (slice.ExpectedUnits < 0 || slice.ExpectedUnits > slice.MaxUnits) return $"slice {index}: expected_units is {slice.ExpectedUnits}; it must be 0 to max_units, {slice.MaxUnits}";
        foreach (var dependency in slice.DependsOn)
        {
            if (dependency < 0 || dependency >= index) return $"slice {index}: depends_on names {dependency}; only lower-numbered slices can be named";
        }
        return null;
    }

    /// <summary>What a task asks of peers; shape as checked by <see cref="Fault(Submit)"/>.</summary>
    public static Requirements ToRequirements(TaskRequirements? needs)
    {
        if (needs is null || (needs.MemoryBytes == 0 && !needs.Gpu && needs.Peers.Count == 0)) return Requirements.None;
        var peers = new SortedSet<AccountId>();
        foreach (var name in needs.Peers)
        {
            if (TryParseAccount(name, out var id)) peers.Add(id);
        }
        return new Requirements(needs.MemoryBytes, needs.Gpu, [.. peers]);
    }

    private static string? Fault(TaskRequirements needs)
    {
        if (needs.MemoryBytes < 0) return $"requirements.memory_bytes is {needs.MemoryBytes}; it must be 0 or more";
        if (needs.Peers.Count > Limits.MaxNamedPeers) return $"requirements.peers has {needs.Peers.Count} items, at most {Limits.MaxNamedPeers} are allowed";
        foreach (var name in needs.Peers)
        {
            if (!TryParseAccount(name, out _)) return "requirements.peers must hold accounts as in a peer's welcome, for example \"a17\"";
        }
        return null;
    }

    private static bool TryParseAccount(string name, out AccountId id)
    {
        var isAccount = long.TryParse(name.AsSpan(name.StartsWith('a') ? 1 : name.Length), System.Globalization.NumberStyles.None, null, out var value);
        id = new AccountId(value);
        return isAccount && value > 0;
    }

    private static bool IsTaskId(string id)
    {
        if (id.Length is 0 or > Limits.MaxTaskIdLength) return false;
        foreach (var c in id)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('.' or '_' or '-' or ':')) return false;
        }
        return true;
    }
}
