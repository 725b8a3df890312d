using P2C2R.Kernels.Documents;

namespace P2C2R.Kernels.Dialogue.Rules;

/// <summary>The fields of a document for the engine <c>rules</c>: <c>"rules"</c>, the name of a text or JSON file, or the rules themselves as an object.</summary>
internal sealed class RulesFields : IEngineFields
{
    private const string RulesField = "rules";

    private readonly RuleSetBuilder _builder = new();
    private string? _file;
    private bool _isInline;

    /// <inheritdoc/>
    public string Names => RulesField;

    /// <inheritdoc/>
    public bool TryTake(ref DocumentReader json, string field)
    {
        if (field != RulesField) return false;
        if (json.IsString)
        {
            _file = json.ReadString(field);
            return true;
        }

        json.ReadObjectStart(field);
        JsonRules.ReadFields(ref json, _builder);
        _isInline = true;
        return true;
    }

    /// <inheritdoc/>
    public EnginePlan Complete(DialogueDocument document, IInputFiles files)
    {
        if (_file is null && !_isInline) throw new InputException($"\"{RulesField}\" is missing: the name of a file with rules, or the rules themselves as an object");
        if (_file is not null) ReadFile(_file, files.Read(_file).Span);
        if (_builder.RuleCount == 0) throw new InputException($"{_file ?? $"\"{RulesField}\""} has no rule; give at least one");
        var rules = RuleSetFormat.Write(_builder.Build());
        var limits = document.Limits;
        return new EnginePlan(RulesSettings.Write(rules.Span), RulesSettings.IsInline(rules.Length) ? [] : [rules])
        {
            ConversationsPerSlice = RulesUnits.ConversationsPerSlice,
            UnitsPerSlice = RulesUnits.OfRules(rules.Length),
            ExpectedUnits = conversation => RulesUnits.Expected(conversation, limits),
            MaxUnits = conversation => RulesUnits.Most(conversation, limits),
            ExpectedBytes = conversation => RulesUnits.ExpectedBytes(limits),
        };
    }

    private void ReadFile(string file, ReadOnlySpan<byte> bytes)
    {
        if (file.EndsWith(".json", StringComparison.OrdinalIgnoreCase)) JsonRules.ReadFile(bytes, file, _builder);
        else TextRules.Read(bytes, file, _builder);
    }
}
