using P2C2R.Protocol;

namespace P2C2R.Grid;

/// <summary>
/// Names one result. A computation can have several: it is computed again for a gamer whom the one that is known may not answer, and a
/// liar whom nobody checks can give another output. What was agreed for a task stays what it is, whatever comes later.
/// </summary>
/// <param name="Key">The computation.</param>
/// <param name="Output">Hash of the output that was agreed on.</param>
public readonly record struct ResultId(Sha256Hash Key, Sha256Hash Output);
