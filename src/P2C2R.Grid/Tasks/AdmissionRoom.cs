using P2C2R.Protocol;

namespace P2C2R.Grid;

/// <summary>What is left of what a task has announced for its slices.</summary>
internal struct AdmissionRoom
{
    /// <summary>All of it.</summary>
    public AdmissionRoom(Submit submit)
    {
        (Units, DataBytes, Replicas) = (submit.MaxUnits, submit.MaxDataBytes ?? 0, submit.Replicas);
    }

    /// <summary>What the slices received have left.</summary>
    public AdmissionRoom(GridTask task)
    {
        (Units, DataBytes, Replicas, Named) = (task.MaxUnits - task.UnitsReceived, task.MaxDataBytes - task.BlobBytes, task.Replicas, task.NamedBlobs);
    }

    /// <summary>Work units.</summary>
    public long Units { get; }

    /// <summary>Bytes of blobs, once for each replica; below 0 when it is used up.</summary>
    public long DataBytes { get; set; }

    public int Replicas { get; }

    /// <summary>The blobs that are counted already.</summary>
    public NamedBlobs? Named { get; }
}
