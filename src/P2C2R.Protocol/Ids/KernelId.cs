namespace P2C2R.Protocol;

/// <summary>Names a kernel: what it computes and which version of its output bytes.</summary>
/// <param name="Kind">One of <see cref="Kinds"/>, or a kind that this release doesn't know.</param>
/// <param name="Version">1 or more; a change of output bytes is a new version.</param>
public readonly record struct KernelId(string Kind, int Version)
{
    /// <summary>For logs, for example <c>ai_pathfinding/1</c>.</summary>
    public override string ToString() => $"{Kind}/{Version}";
}
