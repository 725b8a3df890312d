namespace P2C2R.Kernels.Dialogue.Rules;

/// <summary>How a rule writes a fact. The numbers are part of the canonical bytes.</summary>
internal enum WriteKind : byte
{
    /// <summary><c>set memory.x = v</c>: the speaker's fact becomes v.</summary>
    Set = 0,

    /// <summary><c>set memory.x += v</c>: v is added to the speaker's fact.</summary>
    Add = 1,

    /// <summary><c>set memory.x -= v</c>: v is taken from the speaker's fact.</summary>
    Subtract = 2,

    /// <summary><c>tell x = v</c>: the listener knows it from now on.</summary>
    Tell = 3,
}
