namespace P2C2R.Kernels.Dialogue;

/// <summary>One conversation that is to be continued.</summary>
/// <param name="Cast">Who takes part: positions in the list of characters.</param>
/// <param name="World">Facts of the world that differ from the others' world.</param>
/// <param name="Said">What was said so far, first line first.</param>
/// <param name="Asked">What is asked, in order.</param>
internal sealed record Conversation(IReadOnlyList<int> Cast, IReadOnlyList<Fact> World, IReadOnlyList<SaidLine> Said, IReadOnlyList<AskedEvent> Asked);
