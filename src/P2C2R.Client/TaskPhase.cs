namespace P2C2R.Client;

/// <summary>What is being done for a task.</summary>
public enum TaskPhase
{
    /// <summary>Its blobs are being stored at the coordinator.</summary>
    Uploading,

    /// <summary>Its slices are being handed over; also while the coordinator is busy.</summary>
    Submitting,

    /// <summary>Peers compute it.</summary>
    Computing,

    /// <summary>The connection was lost and is being made again; the task goes on meanwhile.</summary>
    Reconnecting,

    /// <summary>Its outputs are being fetched and merged.</summary>
    Fetching,

    /// <summary>It is computed on this machine.</summary>
    ComputingLocally,
}
