using P2C2R.Protocol;

namespace P2C2R.Kernels.Dialogue;

/// <summary>Cuts a document's conversations, in their order, into batches; a batch holds only the characters that take part in it.</summary>
internal static class DialoguePlanner
{
    // A batch is whole in memory wherever it is read: what was said before may be long.
    private const int MaxSaidBytes = 1 << 20;

    /// <summary>Plans.</summary>
    /// <exception cref="InputException">The document is too big.</exception>
    public static TaskPlan Plan(KernelId kernel, byte engine, ReadOnlyMemory<byte> bytes, DialogueDocument document, EnginePlan engineParts)
    {
        if (engineParts.Settings.Length > DialogueSlice.MaxSettingsBytes) throw new ArgumentException($"{engineParts.Settings.Length} bytes of settings", nameof(engineParts));
        var batches = Cut(document, engineParts.ConversationsPerSlice).ConvertAll(entries => ToBatch(document, entries));
        if (batches.Count > Limits.MaxSlicesPerTask) throw new InputException($"{document.Count} conversations are {batches.Count} slices, a task may have {Limits.MaxSlicesPerTask}; split the document");
        var blobs = new Dictionary<Sha256Hash, ReadOnlyMemory<byte>>();
        var engineHashes = engineParts.Blobs.Select(b => Keep(blobs, b)).ToList();
        var slices = batches.ConvertAll(batch => ToSlice(batch, engine, engineParts, blobs, engineHashes));
        return new TaskPlan(kernel, bytes, slices, blobs, new PlannedDialogue(document, batches, engineParts.Accepts)) { MemoryBytes = engineParts.MemoryBytes };
    }

    private static PlannedSlice ToSlice(ConversationBatch batch, byte engine, EnginePlan engineParts, Dictionary<Sha256Hash, ReadOnlyMemory<byte>> blobs, List<Sha256Hash> engineHashes)
    {
        var canonical = BatchFormat.Write(batch);
        Sha256Hash[] named = DialogueSlice.IsInline(canonical.Length) ? [.. engineHashes] : [Keep(blobs, canonical), .. engineHashes];
        var input = DialogueSlice.Write(engine, engineParts.Settings.Span, canonical.Span);
        return new PlannedSlice(input, named, [], Sum(engineParts.ExpectedUnits) + engineParts.UnitsPerSlice, Sum(engineParts.MaxUnits) + engineParts.UnitsPerSlice)
        {
            OutputBytes = Sum(engineParts.ExpectedBytes) is var length && length > Limits.MaxInlineOutputBytes ? length : 0,
        };

        long Sum(Func<Conversation, long> of) => batch.Entries.Sum(e => e.Count * of(e.Conversation));
    }

    private static Sha256Hash Keep(Dictionary<Sha256Hash, ReadOnlyMemory<byte>> blobs, ReadOnlyMemory<byte> bytes)
    {
        var hash = Sha256Hash.Of(bytes.Span);
        blobs[hash] = bytes;
        return hash;
    }

    private static List<List<BatchEntry>> Cut(DialogueDocument document, int size)
    {
        var batches = new List<List<BatchEntry>>();
        var (room, length) = (0, 0L);
        foreach (var conversation in document.Conversations)
        {
            for (var done = 0; done < conversation.Count;)
            {
                if (room == 0 || length > MaxSaidBytes)
                {
                    batches.Add([]);
                    (room, length) = (size, 0);
                }

                var count = Math.Min(room, conversation.Count - done);
                batches[^1].Add(new BatchEntry(conversation.FirstItem + done, count, conversation.Conversation));
                room -= count;
                length += conversation.Conversation.Said.Sum(static l => (long)l.Text.Length);
                done += count;
            }
        }

        return batches;
    }

    private static ConversationBatch ToBatch(DialogueDocument document, List<BatchEntry> entries)
    {
        // In the document's order, so that equal questions are equal bytes.
        var used = entries.SelectMany(static e => e.Conversation.Cast).Distinct().Order().ToList();
        var renumbered = entries.ConvertAll(e => e with { Conversation = e.Conversation with { Cast = [.. e.Conversation.Cast.Select(c => used.BinarySearch(c))] } });
        return new ConversationBatch(document.Seed, document.Limits, document.World, used.ConvertAll(c => document.Characters[c]), renumbered);
    }
}
