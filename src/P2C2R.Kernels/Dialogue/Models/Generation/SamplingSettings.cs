namespace P2C2R.Kernels.Dialogue.Models.Generation;

/// <summary>How the next token is chosen. Fractions are thousandths, so that they are the same everywhere.</summary>
/// <param name="Temperature">Thousandths; 0 takes the likeliest token.</param>
/// <param name="TopK">Only so many of the likeliest tokens; 0 for all.</param>
/// <param name="TopP">Thousandths: only the likeliest tokens that together have this probability.</param>
/// <param name="Penalty">Thousandths: what the logits of recent tokens are divided by where they are positive, and multiplied by where not.</param>
internal readonly record struct SamplingSettings(int Temperature, int TopK, int TopP, int Penalty)
{
    /// <summary>One.</summary>
    public const int One = 1_000;

    /// <summary>Greatest temperature.</summary>
    public const int MaxTemperature = 5 * One;

    /// <summary>Greatest penalty.</summary>
    public const int MaxPenalty = 5 * One;

    /// <summary>Whether none is out of range.</summary>
    public bool AreValid => Temperature is >= 0 and <= MaxTemperature && TopK >= 0 && TopP is >= 1 and <= One && Penalty is >= One and <= MaxPenalty;
}
