using P2C2R.Kernels.Execution;
using P2C2R.Protocol;

namespace P2C2R.Kernels.Dialogue.Rules;

/// <summary>Lines from response rules: the most specific rule whose criteria hold speaks.</summary>
internal sealed class RulesEngine : IDialogueEngine
{
    /// <inheritdoc/>
    public string Name => "rules";

    /// <inheritdoc/>
    public byte Number => 1;

    /// <inheritdoc/>
    public IEngineFields StartFields() => new RulesFields();

    /// <inheritdoc/>
    public OutputTrailer Execute(DialogueSlice slice) => Refusal.Of(slice.Execution, "rules are not there yet");
}
