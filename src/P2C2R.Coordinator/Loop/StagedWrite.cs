using P2C2R.Coordinator.Storage;

namespace P2C2R.Coordinator.Loop;

/// <summary>Rows that aren't the core's, to be written with the next commit.</summary>
/// <param name="Write">Writes them, on the loop's thread.</param>
/// <param name="Done">Completed with whether they are durable.</param>
internal sealed record StagedWrite(Action<ShellRows> Write, TaskCompletionSource<bool> Done);
