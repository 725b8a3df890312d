namespace P2C2R.Grid;

/// <summary>Something that goes on in steps.</summary>
/// <param name="Kind">What.</param>
/// <param name="Target">The task, slice or computation.</param>
/// <param name="Position">How far it is.</param>
internal readonly record struct WorkItem(WorkKind Kind, object Target, int Position = 0);
