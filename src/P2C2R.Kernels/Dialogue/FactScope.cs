namespace P2C2R.Kernels.Dialogue;

/// <summary>Whose a fact is. The numbers are part of the canonical bytes.</summary>
internal enum FactScope : byte
{
    /// <summary>A trait of who is about to speak; <c>speaker.name</c> is the name.</summary>
    Speaker = 0,

    /// <summary>How the speaker feels.</summary>
    Mood = 1,

    /// <summary>What the speaker knows.</summary>
    Memory = 2,

    /// <summary>A trait of who is spoken to; <c>listener.name</c> is the name.</summary>
    Listener = 3,

    /// <summary>The world's.</summary>
    World = 4,

    /// <summary>What happened; <c>event.name</c> is the event, <c>event.turn</c> the number of lines said before.</summary>
    Event = 5,
}
