namespace P2C2R.Coordinator.Blobs;

/// <summary>What became of bytes that were to be stored.</summary>
internal enum PutOutcome
{
    /// <summary>They are on the disk under their name.</summary>
    Stored,

    /// <summary>They aren't what the name says.</summary>
    HashMismatch,

    /// <summary>They are more than was announced or is allowed.</summary>
    TooBig,

    /// <summary>The disk refused them.</summary>
    NoSpace,
}
