namespace P2C2R.Kernels.Dialogue;

/// <summary>What is asked: something happens, and somebody shall say something about it.</summary>
/// <param name="Event">What happens, for example <c>greet</c>.</param>
/// <param name="Of">Who shall speak, a position in the cast; -1 where anybody may.</param>
/// <param name="By">Who did it or said it and is spoken to; empty where nobody is.</param>
/// <param name="Text">What was said with it; empty where nothing was.</param>
/// <param name="Facts">The event's own facts.</param>
internal sealed record AskedEvent(string Event, int Of, string By, string Text, IReadOnlyList<Fact> Facts);
