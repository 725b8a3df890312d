using P2C2R.Kernels.Canonical;

namespace P2C2R.Kernels.Dialogue.Rules;

/// <summary>Reads one rule of <see cref="RuleSetFormat"/> and believes nothing.</summary>
/// <param name="facts">The facts of its set.</param>
/// <param name="texts">How many texts its set has.</param>
internal readonly struct RuleReader(List<FactName> facts, int texts)
{
    private const long GreatestNumber = FactValue.MaxNumber * FactValue.One;
    private const byte AllFlags = 3;

    /// <summary>Reads a rule; null where it isn't one.</summary>
    public Rule? Read(ref CanonicalReader reader)
    {
        if (!CanonicalText.TryRead(ref reader, RuleLimits.MaxRuleNameBytes, out var name)) return null;
        var (bonus, cooldown, flags) = (reader.I32(), reader.I32(), reader.U8());
        if (bonus is < -RuleLimits.MaxBonus or > RuleLimits.MaxBonus || cooldown is < 0 or > RuleLimits.MaxCooldown || flags > AllFlags) return null;
        if (ReadCriteria(ref reader) is not { } criteria || ReadTemplates(ref reader, RuleLimits.MaxSay) is not { } say) return null;
        if (ReadWrites(ref reader) is not { } writes || ReadFollowUps(ref reader) is not { } followUps) return null;
        return new Rule { Name = name, Bonus = bonus, Cooldown = cooldown, Once = (flags & 1) != 0, Repeats = (flags & 2) != 0, Criteria = criteria, Say = say, Writes = writes, FollowUps = followUps };
    }

    /// <summary>Reads texts to expand; null where they aren't.</summary>
    public static List<string>? ReadTemplates(ref CanonicalReader reader, int most)
    {
        var count = reader.I32();
        if (count < 0 || count > most) return null;
        var texts = new List<string>();
        for (var i = 0; i < count; i++)
        {
            if (!CanonicalText.TryRead(ref reader, RuleLimits.MaxTemplateBytes, out var text)) return null;
            texts.Add(text);
        }

        return texts;
    }

    private List<Criterion>? ReadCriteria(ref CanonicalReader reader)
    {
        var count = reader.I32();
        if (count is < 0 or > RuleLimits.MaxCriteria) return null;
        var criteria = new List<Criterion>();
        for (var i = 0; i < count; i++)
        {
            var criterion = new Criterion(reader.I32(), reader.I64(), reader.I64());
            if (reader.Failed || (uint)criterion.Fact >= (uint)facts.Count) return null;
            criteria.Add(criterion);
        }

        return criteria;
    }

    private List<RuleWrite>? ReadWrites(ref CanonicalReader reader)
    {
        var count = reader.I32();
        if (count is < 0 or > RuleLimits.MaxWrites) return null;
        var writes = new List<RuleWrite>();
        for (var i = 0; i < count; i++)
        {
            var kind = (WriteKind)reader.U8();
            var fact = reader.I32();
            if (!Enum.IsDefined(kind) || (uint)fact >= (uint)facts.Count || ReadValue(ref reader) is not { } value) return null;
            if (facts[fact].Scope != FactScope.Memory && (facts[fact].Scope != FactScope.Mood || kind == WriteKind.Tell)) return null;
            writes.Add(new RuleWrite(kind, fact, value));
        }

        return writes;
    }

    private List<FollowUp>? ReadFollowUps(ref CanonicalReader reader)
    {
        var count = reader.I32();
        if (count is < 0 or > RuleLimits.MaxFollowUps) return null;
        var followUps = new List<FollowUp>();
        for (var i = 0; i < count; i++)
        {
            if (!FactFormat.TryReadName(ref reader, out var name)) return null;
            var target = (FollowUpTarget)reader.U8();
            if (!Enum.IsDefined(target) || !CanonicalText.TryRead(ref reader, DialogueLimits.MaxSpeakerBytes, out var who) || ReadEventFacts(ref reader) is not { } with) return null;
            followUps.Add(new FollowUp(name, target, who, with));
        }

        return followUps;
    }

    private List<(int Fact, RuleValue Value)>? ReadEventFacts(ref CanonicalReader reader)
    {
        var count = reader.I32();
        if (count is < 0 or > RuleLimits.MaxFollowUpFacts) return null;
        var with = new List<(int Fact, RuleValue Value)>();
        for (var i = 0; i < count; i++)
        {
            var fact = reader.I32();
            if ((uint)fact >= (uint)facts.Count || facts[fact].Scope != FactScope.Event || ReadValue(ref reader) is not { } value) return null;
            with.Add((fact, value));
        }

        return with;
    }

    private RuleValue? ReadValue(ref CanonicalReader reader)
    {
        var value = new RuleValue(reader.I32(), reader.I64());
        if (reader.Failed || value.Fact < -1 || value.Fact >= facts.Count) return null;
        var isNumber = value.Constant is >= -GreatestNumber and <= GreatestNumber;
        return isNumber || (value.Constant >= TextTable.First && value.Constant < TextTable.First + texts) ? value : null;
    }
}
