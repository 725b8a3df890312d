using System.Text.Json.Nodes;

namespace P2C2R.Kernels;

/// <summary>A finished task as people and scripts see it.</summary>
/// <param name="Lines">A few lines for people, most important first.</param>
/// <param name="Files">Names of the files written, relative to the folder.</param>
/// <param name="Figures">The kind's own figures, for <c>--json</c>.</param>
public sealed record Presentation(IReadOnlyList<string> Lines, IReadOnlyList<string> Files, JsonObject Figures);
