namespace P2C2R.Grid;

/// <summary>Where a computation is.</summary>
internal enum ComputationState
{
    /// <summary>Attempts are made, or waited for.</summary>
    Open,

    /// <summary>The hashes have a majority; the bytes of a big output are being uploaded.</summary>
    Uploading,

    /// <summary>Verdict: this is the output.</summary>
    Agreed,

    /// <summary>Verdict: there is none.</summary>
    Failed,

    /// <summary>Nobody needs it.</summary>
    Cancelled,
}
