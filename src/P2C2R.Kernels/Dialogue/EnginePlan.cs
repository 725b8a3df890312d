namespace P2C2R.Kernels.Dialogue;

/// <summary>What an engine adds to every slice, and what conversations cost with it.</summary>
/// <param name="Settings">Its own canonical bytes, at most <see cref="DialogueSlice.MaxSettingsBytes"/>; bigger things are blobs.</param>
/// <param name="Blobs">What each slice names after its batch, in the order in which the engine expects it.</param>
internal sealed record EnginePlan(ReadOnlyMemory<byte> Settings, IReadOnlyList<ReadOnlyMemory<byte>> Blobs)
{
    /// <summary>Most conversations, variants counted, in a slice: as many as make it worth its transport.</summary>
    public required int ConversationsPerSlice { get; init; }

    /// <summary>Whether an answer that has the shape of one can be this engine's; asked when answers of strangers are merged.</summary>
    public Func<ConversationAnswer, bool> Accepts { get; init; } = static _ => true;

    /// <summary>Work units of a slice before its first conversation.</summary>
    public required long UnitsPerSlice { get; init; }

    /// <summary>Work units expected for one variant of a conversation.</summary>
    public required Func<Conversation, long> ExpectedUnits { get; init; }

    /// <summary>Most work units of one variant of a conversation.</summary>
    public required Func<Conversation, long> MaxUnits { get; init; }

    /// <summary>Bytes of answer expected for one variant of a conversation.</summary>
    public required Func<Conversation, long> ExpectedBytes { get; init; }

    /// <summary>See <see cref="TaskPlan.MemoryBytes"/>.</summary>
    public long MemoryBytes { get; init; }
}
