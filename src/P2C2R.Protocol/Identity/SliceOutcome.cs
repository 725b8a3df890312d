namespace P2C2R.Protocol;

/// <summary>How a kernel ended. All of them are outputs: verified, billed and cached. Numbers are hashed and only appended.</summary>
public enum SliceOutcome : byte
{
    /// <summary>The output's other bytes are the answer.</summary>
    Completed = 0,

    /// <summary>The maximum of work units was reached; the other bytes are empty.</summary>
    OutOfUnits = 1,

    /// <summary>The kernel can't work on this input; the other bytes say why, in UTF-8.</summary>
    InputRefused = 2,
}
