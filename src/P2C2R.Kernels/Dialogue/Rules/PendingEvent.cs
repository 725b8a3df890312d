namespace P2C2R.Kernels.Dialogue.Rules;

/// <summary>An event that nobody has answered yet.</summary>
/// <param name="Event">The value of its name.</param>
/// <param name="Of">Who shall answer, a position in the cast; -1 for anybody but who caused it.</param>
/// <param name="By">Who caused it; empty where nobody did.</param>
/// <param name="Facts">Its facts.</param>
internal sealed record PendingEvent(long Event, int Of, string By, IReadOnlyList<(int Fact, long Value)> Facts);
