namespace P2C2R.Kernels.Dialogue.Rules;

/// <summary>Rules that may not speak though their criteria hold.</summary>
internal interface IRuleFilter
{
    /// <summary>Whether a rule may not speak now.</summary>
    bool IsOut(int rule);
}
