namespace P2C2R.Kernels.Dialogue.Rules;

/// <summary>
/// One conversation. Events wait in order; what follows an event comes before what was asked after it. To each, the most specific rule of anybody who may
/// answer speaks; among equals chance decides.
/// </summary>
internal sealed class ConversationRun : IRuleFilter
{
    private readonly SliceContext _context;
    private readonly LoadedRules _rules;
    private readonly Dice _dice;
    private readonly Actor[] _before;
    private readonly Actor[] _cast;
    private readonly FactStore _world;
    private readonly FactValues _facts;
    private readonly RuleMatch _match = new();
    private readonly Stack<PendingEvent> _pending = new();
    private readonly HashSet<string> _said = new(StringComparer.Ordinal);
    private readonly Dictionary<int, int> _spokeAt = [];
    private readonly HashSet<(int Speaker, int Rule)> _exhausted = [];
    private readonly List<(int Speaker, int Rule)> _candidates = [];
    private readonly List<AnswerLine> _lines = [];
    private readonly int _turnsBefore;
    private int _stepsLeft;
    private int _speaker;

    /// <summary>Begins a conversation.</summary>
    public ConversationRun(SliceContext context, Conversation conversation, Dice dice, FactValues facts)
    {
        (_context, _rules, _dice, _facts) = (context, context.Rules, dice, facts);
        _before = [.. conversation.Cast.Select(c => context.Actors[c])];
        _cast = [.. _before.Select(static a => a.Copy())];
        _world = new FactStore(context.World);
        foreach (var fact in conversation.World)
        {
            if (_rules.FindFact(FactScope.World, fact.Name) is var number and >= 0) _world.Set(number, context.Texts.Encode(fact.Value));
        }

        foreach (var line in conversation.Said) _said.Add(line.Text);
        _turnsBefore = conversation.Said.Count;
        _stepsLeft = RulesUnits.MaxSteps(conversation.Asked.Count, context.Limits);
        foreach (var asked in conversation.Asked.Reverse()) _pending.Push(ToPending(asked));
    }

    /// <summary>Work units so far.</summary>
    public long Units { get; private set; } = RulesUnits.OfConversation;

    /// <summary>Goes on until nothing is left to answer or a limit is reached.</summary>
    public ConversationAnswer Run(CancellationToken cancellation)
    {
        while (_lines.Count < _context.Limits.Lines && _pending.TryPop(out var pending))
        {
            _exhausted.Clear();
            while (_stepsLeft > 0 && !TryAnswer(pending)) cancellation.ThrowIfCancellationRequested();
            if (_stepsLeft <= 0) break;
            cancellation.ThrowIfCancellationRequested();
        }

        _facts.Clear();
        return new ConversationAnswer(_lines, Changes());
    }

    /// <inheritdoc/>
    bool IRuleFilter.IsOut(int rule)
    {
        if (_exhausted.Contains((_speaker, rule))) return true;
        if (!_spokeAt.TryGetValue(rule, out var line)) return false;
        var written = _rules.Set.Rules[rule];
        return written.Once || _lines.Count - line < written.Cooldown;
    }

    private PendingEvent ToPending(AskedEvent asked)
    {
        var facts = new List<(int Fact, long Value)>();
        foreach (var fact in asked.Facts)
        {
            if (_rules.FindFact(FactScope.Event, fact.Name) is var number and >= 0) facts.Add((number, _context.Texts.Encode(fact.Value)));
        }

        return new PendingEvent(_context.Texts.Add(asked.Event), asked.Of, asked.By, facts);
    }

    /// <summary>Has the best rule speak; false where the one that chance chose has nothing new to say.</summary>
    private bool TryAnswer(PendingEvent pending)
    {
        _stepsLeft--;
        FindCandidates(pending);
        if (_candidates.Count == 0) return true;
        (_speaker, var rule) = _candidates[_candidates.Count == 1 ? 0 : _dice.Below(_candidates.Count)];
        State(pending, _speaker);
        var written = _rules.Set.Rules[rule];
        if (written.Say.Count > 0 && !TrySpeak(rule, written))
        {
            _exhausted.Add((_speaker, rule));
            return false;
        }

        _spokeAt[rule] = _lines.Count;
        FollowUp(pending, written);
        Write(pending, written);
        return true;
    }

    private void FindCandidates(PendingEvent pending)
    {
        var best = int.MinValue;
        _candidates.Clear();
        for (_speaker = 0; _speaker < _cast.Length; _speaker++)
        {
            var actor = _cast[_speaker];
            if (!actor.Speaks || (pending.Of >= 0 ? pending.Of != _speaker : actor.Name == pending.By)) continue;
            State(pending, _speaker);
            Units += RulesUnits.OfQuery;
            _rules.Index.Find(_facts, this, _match);
            if (_match.Rules.Count == 0 || _match.Score < best) continue;
            if (_match.Score > best) _candidates.Clear();
            best = _match.Score;
            foreach (var rule in _match.Rules) _candidates.Add((_speaker, rule));
        }
    }

    /// <summary>States what is so when somebody is about to speak.</summary>
    private void State(PendingEvent pending, int speaker)
    {
        _facts.Clear();
        var actor = _cast[speaker];
        _world.CopyTo(_facts);
        actor.AsSpeaker.CopyTo(_facts);
        actor.Mood.CopyTo(_facts);
        actor.Memory.CopyTo(_facts);
        foreach (var (fact, value) in pending.Facts) _facts.Set(fact, value);
        StateOwn(RuleSet.SpeakerName, actor.Name);
        if (FindActor(pending.By) is { } listener) listener.AsListener.CopyTo(_facts);
        if (pending.By.Length > 0) StateOwn(RuleSet.ListenerName, pending.By);
        if (_rules.FindFact(FactScope.Event, RuleSet.EventName.Name) is var name and >= 0) _facts.Set(name, pending.Event);
        if (_rules.FindFact(FactScope.Event, RuleSet.EventTurn.Name) is var turn and >= 0) _facts.Set(turn, (_turnsBefore + _lines.Count) * FactValue.One);
    }

    private void StateOwn(FactName name, string text)
    {
        if (_rules.FindFact(name.Scope, name.Name) is var number and >= 0) _facts.Set(number, _context.Texts.Add(text));
    }

    private Actor? FindActor(string name) => Array.Find(_cast, a => a.Name == name);

    private bool TrySpeak(int rule, Rule written)
    {
        var texts = _rules.SayOf(rule);
        var first = _dice.Below(texts.Length);
        for (var i = 0; i < texts.Length && _stepsLeft-- > 0; i++)
        {
            var expander = new TextExpander(_rules, _context.Texts, _facts, _dice, _context.Limits.LineBytes);
            var text = expander.Expand(texts[(first + i) % texts.Length]);
            Units += RulesUnits.OfExpansion(text.Length);
            if (text.Length == 0 || (!_said.Add(text) && !written.Repeats)) continue;
            _lines.Add(new AnswerLine(_speaker, text, written.Name, UsedFacts(written, expander.Printed), []));
            return true;
        }

        return false;
    }

    private List<UsedFact> UsedFacts(Rule rule, IReadOnlyList<int> printed)
    {
        var used = new List<UsedFact>();
        var seen = new HashSet<int>();
        foreach (var fact in rule.Criteria.Select(static c => c.Fact).Concat(printed))
        {
            if (used.Count == AnswerFormat.MaxUsedFacts || !seen.Add(fact)) continue;
            var name = _rules.Set.Facts[fact];
            used.Add(new UsedFact(name.Scope, name.Name, _context.Texts.Decode(_facts.Values[fact])));
        }

        return used;
    }

    private long Evaluate(RuleValue value) => value.Fact < 0 ? value.Constant : _facts.Values[value.Fact];

    /// <summary>What follows comes before what waits; of several, the first comes first.</summary>
    private void FollowUp(PendingEvent pending, Rule rule)
    {
        foreach (var followUp in rule.FollowUps.Reverse())
        {
            var of = followUp.Target switch
            {
                FollowUpTarget.Anyone => -1,
                FollowUpTarget.Speaker => _speaker,
                FollowUpTarget.Listener => Array.FindIndex(_cast, a => a.Name == pending.By && a.Speaks),
                _ => Array.FindIndex(_cast, a => a.Name == followUp.Name && a.Speaks),
            };

            // Who isn't there, or doesn't speak, leaves it unanswered.
            if (of < 0 && followUp.Target != FollowUpTarget.Anyone) continue;
            var by = followUp.Target == FollowUpTarget.Speaker ? pending.By : _cast[_speaker].Name;
            _pending.Push(new PendingEvent(_context.Texts.Add(followUp.Event), of, by, [.. followUp.Facts.Select(f => (f.Fact, Evaluate(f.Value)))]));
        }
    }

    /// <summary>All values are those from before the rule spoke.</summary>
    private void Write(PendingEvent pending, Rule rule)
    {
        foreach (var write in rule.Writes)
        {
            var actor = write.Kind == WriteKind.Tell ? FindActor(pending.By) : _cast[_speaker];
            if (actor is null) continue;
            var store = _rules.Set.Facts[write.Fact].Scope == FactScope.Mood ? actor.Mood : actor.Memory;
            var value = Evaluate(write.Value);
            store.Set(write.Fact, write.Kind is WriteKind.Add or WriteKind.Subtract ? Sum(store.Get(write.Fact), value, write.Kind == WriteKind.Add) : value);
        }
    }

    /// <summary>A sum of numbers; texts count as 0.</summary>
    private static long Sum(long value, long change, bool add)
    {
        const long Most = FactValue.MaxNumber * FactValue.One;
        var number = TextTable.IsText(value) ? 0 : value;
        var difference = TextTable.IsText(change) ? 0 : change;
        return Math.Clamp(add ? number + difference : number - difference, -Most, Most);
    }

    private List<FactChange> Changes()
    {
        var changes = new List<FactChange>();
        for (var i = 0; i < _cast.Length; i++)
        {
            AddChanges(changes, i, FactScope.Mood, _before[i].Mood, _cast[i].Mood);
            AddChanges(changes, i, FactScope.Memory, _before[i].Memory, _cast[i].Memory);
        }

        return changes;
    }

    private void AddChanges(List<FactChange> changes, int character, FactScope scope, FactStore before, FactStore after)
    {
        var start = changes.Count;
        foreach (var (fact, value) in after.Values)
        {
            if (before.Get(fact) != value) changes.Add(new FactChange(character, scope, _rules.Set.Facts[fact].Name, _context.Texts.Decode(value)));
        }

        changes.Sort(start, changes.Count - start, Comparer<FactChange>.Create(static (a, b) => string.CompareOrdinal(a.Name, b.Name)));
    }
}
