using P2C2R.Kernels.Canonical;

namespace P2C2R.Kernels.Dialogue;

/// <summary>
/// A <see cref="ConversationBatch"/> in canonical bytes: <c>i64 seed | i32 lines, i32 line bytes, i32 tokens | facts of the world | i32 count,
/// characters | i32 count, entries</c>. A character: <c>text name | u8 speaks | facts traits, mood, memory</c>. An entry: <c>i64 first item | i32 variants |
/// i32 count, cast x i32 character | facts of the world | i32 count, said x (text speaker, text) | i32 count, asked x (text event, i32 of, text by, text, facts)</c>.
/// </summary>
internal static class BatchFormat
{
    /// <summary>Writes a batch.</summary>
    public static ReadOnlyMemory<byte> Write(ConversationBatch batch)
    {
        var writer = new CanonicalWriter();
        writer.I64(batch.Seed);
        writer.I32(batch.Limits.Lines);
        writer.I32(batch.Limits.LineBytes);
        writer.I32(batch.Limits.Tokens);
        FactFormat.Write(writer, batch.World);
        writer.I32(batch.Characters.Count);
        foreach (var character in batch.Characters) WriteCharacter(writer, character);
        writer.I32(batch.Entries.Count);
        foreach (var entry in batch.Entries) WriteEntry(writer, entry);
        return writer.Written;
    }

    /// <summary>Reads a batch; null where the bytes are not one.</summary>
    public static ConversationBatch? Read(ReadOnlySpan<byte> bytes, CancellationToken cancellation)
    {
        var reader = new CanonicalReader(bytes);
        var seed = reader.I64();
        var limits = new AnswerLimits(reader.I32(), reader.I32(), reader.I32());
        if (seed < 0 || !limits.AreValid || FactFormat.Read(ref reader) is not { } world) return null;
        var characters = new List<Character>();
        var count = reader.I32();
        if (count is < 0 or > DialogueLimits.MaxCharacters) return null;
        for (var i = 0; i < count; i++)
        {
            if (ReadCharacter(ref reader) is not { } character) return null;
            characters.Add(character);
        }

        var entries = new List<BatchEntry>();
        count = reader.I32();
        if (count is < 0 or > DialogueLimits.MaxConversations) return null;
        for (var i = 0; i < count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (ReadEntry(ref reader, characters.Count) is not { } entry) return null;
            entries.Add(entry);
        }

        var batch = new ConversationBatch(seed, limits, world, characters, entries);
        return reader.AtEnd && batch.Count <= DialogueLimits.MaxConversations ? batch : null;
    }

    private static void WriteCharacter(CanonicalWriter writer, Character character)
    {
        CanonicalText.Write(writer, character.Name);
        writer.U8(character.Speaks ? (byte)1 : (byte)0);
        FactFormat.Write(writer, character.Traits);
        FactFormat.Write(writer, character.Mood);
        FactFormat.Write(writer, character.Memory);
    }

    private static Character? ReadCharacter(ref CanonicalReader reader)
    {
        if (!CanonicalText.TryRead(ref reader, DialogueLimits.MaxSpeakerBytes, out var name) || name.Length == 0) return null;
        var speaks = reader.U8();
        if (speaks > 1) return null;
        if (FactFormat.Read(ref reader) is not { } traits || FactFormat.Read(ref reader) is not { } mood || FactFormat.Read(ref reader) is not { } memory) return null;
        return new Character(name, speaks == 1, traits, mood, memory);
    }

    private static void WriteEntry(CanonicalWriter writer, BatchEntry entry)
    {
        writer.I64(entry.FirstItem);
        writer.I32(entry.Count);
        var conversation = entry.Conversation;
        writer.I32(conversation.Cast.Count);
        foreach (var character in conversation.Cast) writer.I32(character);
        FactFormat.Write(writer, conversation.World);
        writer.I32(conversation.Said.Count);
        foreach (var line in conversation.Said)
        {
            CanonicalText.Write(writer, line.Speaker);
            CanonicalText.Write(writer, line.Text);
        }

        writer.I32(conversation.Asked.Count);
        foreach (var asked in conversation.Asked) WriteAsked(writer, asked);
    }

    private static void WriteAsked(CanonicalWriter writer, AskedEvent asked)
    {
        CanonicalText.Write(writer, asked.Event);
        writer.I32(asked.Of);
        CanonicalText.Write(writer, asked.By);
        CanonicalText.Write(writer, asked.Text);
        FactFormat.Write(writer, asked.Facts);
    }

    private static BatchEntry? ReadEntry(ref CanonicalReader reader, int characters)
    {
        var first = reader.I64();
        var count = reader.I32();
        if (first < 0 || count is < 1 or > DialogueLimits.MaxConversations) return null;
        if (ReadCast(ref reader, characters) is not { } cast || FactFormat.Read(ref reader) is not { } world || ReadSaid(ref reader) is not { } said) return null;
        var asked = new List<AskedEvent>();
        var events = reader.I32();
        if (events is < 1 or > DialogueLimits.MaxAsked) return null;
        for (var i = 0; i < events; i++)
        {
            if (ReadAsked(ref reader, cast.Length) is not { } one) return null;
            asked.Add(one);
        }

        return new BatchEntry(first, count, new Conversation(cast, world, said, asked));
    }

    private static int[]? ReadCast(ref CanonicalReader reader, int characters)
    {
        var count = reader.I32();
        if (count is < 1 or > DialogueLimits.MaxCast || reader.Failed) return null;
        var cast = new int[count];
        for (var i = 0; i < count; i++)
        {
            cast[i] = reader.I32();
            if (cast[i] < 0 || cast[i] >= characters || cast.AsSpan(0, i).Contains(cast[i])) return null;
        }

        return cast;
    }

    private static List<SaidLine>? ReadSaid(ref CanonicalReader reader)
    {
        var count = reader.I32();
        if (count is < 0 or > DialogueLimits.MaxSaid) return null;
        var said = new List<SaidLine>();
        for (var i = 0; i < count; i++)
        {
            if (!CanonicalText.TryRead(ref reader, DialogueLimits.MaxSpeakerBytes, out var speaker) || !CanonicalText.TryRead(ref reader, DialogueLimits.MaxSaidBytes, out var text)) return null;
            said.Add(new SaidLine(speaker, text));
        }

        return said;
    }

    private static AskedEvent? ReadAsked(ref CanonicalReader reader, int cast)
    {
        if (!FactFormat.TryReadName(ref reader, out var name)) return null;
        var of = reader.I32();
        if (of < -1 || of >= cast) return null;
        if (!CanonicalText.TryRead(ref reader, DialogueLimits.MaxSpeakerBytes, out var by) || !CanonicalText.TryRead(ref reader, DialogueLimits.MaxSaidBytes, out var text)) return null;
        return FactFormat.Read(ref reader) is { } facts ? new AskedEvent(name, of, by, text, facts) : null;
    }
}
