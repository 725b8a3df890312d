namespace P2C2R.Kernels.Dialogue;

/// <summary>Somebody who takes part in conversations.</summary>
/// <param name="Name">As it is written.</param>
/// <param name="Speaks">False for a player: others speak to it, and it is never given a line.</param>
/// <param name="Traits">What it is; doesn't change.</param>
/// <param name="Mood">How it feels; lines may change it.</param>
/// <param name="Memory">What it knows; lines may change it.</param>
internal sealed record Character(string Name, bool Speaks, IReadOnlyList<Fact> Traits, IReadOnlyList<Fact> Mood, IReadOnlyList<Fact> Memory);
