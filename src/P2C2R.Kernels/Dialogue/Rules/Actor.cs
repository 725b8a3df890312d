namespace P2C2R.Kernels.Dialogue.Rules;

/// <summary>A character in a conversation.</summary>
internal sealed class Actor
{
    /// <summary>With what is known before the conversation.</summary>
    public Actor(Character character, LoadedRules rules, TextTable texts)
    {
        (Name, Speaks) = (character.Name, character.Speaks);
        AsSpeaker = Load(FactScope.Speaker, character.Traits);
        AsListener = Load(FactScope.Listener, character.Traits);
        Mood = Load(FactScope.Mood, character.Mood);
        Memory = Load(FactScope.Memory, character.Memory);

        FactStore Load(FactScope scope, IReadOnlyList<Fact> facts)
        {
            var store = new FactStore();
            foreach (var fact in facts)
            {
                if (rules.FindFact(scope, fact.Name) is var number and >= 0) store.Set(number, texts.Encode(fact.Value));
            }

            return store;
        }
    }

    private Actor(Actor other)
    {
        (Name, Speaks, AsSpeaker, AsListener) = (other.Name, other.Speaks, other.AsSpeaker, other.AsListener);
        (Mood, Memory) = (new FactStore(other.Mood), new FactStore(other.Memory));
    }

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>Whether it is ever given a line.</summary>
    public bool Speaks { get; }

    /// <summary>Traits as <c>speaker.x</c>.</summary>
    public FactStore AsSpeaker { get; }

    /// <summary>Traits as <c>listener.x</c>.</summary>
    public FactStore AsListener { get; }

    /// <summary>How it feels now.</summary>
    public FactStore Mood { get; }

    /// <summary>What it knows now.</summary>
    public FactStore Memory { get; }

    /// <summary>The same character for another conversation, which may change it.</summary>
    public Actor Copy() => new(this);
}
