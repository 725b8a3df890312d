using P2C2R.Protocol;

namespace P2C2R.Kernels;

/// <summary>
/// The code that computes a kind. Planning and merging run in the gamer's client, execution in a peer's worker process;
/// all three are pure functions of their arguments and give the same bytes on every machine (docs/kernels.md has the rules).
/// One instance serves many calls at once.
/// </summary>
public interface IKernel
{
    /// <summary>Kind and version. A change of any output byte is a new version.</summary>
    KernelId Id { get; }

    /// <summary>Splits an input document into slices.</summary>
    /// <param name="document">The document, canonical JSON or text as docs/kernels/ says for the kind, UTF-8.</param>
    /// <param name="files">Resolves the names of other files in it.</param>
    /// <returns>Slices in the order of their numbers, and the blobs that they name.</returns>
    /// <exception cref="InputException">The document is wrong; the message names field or line, limit and remedy.</exception>
    TaskPlan Plan(ReadOnlyMemory<byte> document, IInputFiles files);

    /// <summary>Computes one slice.</summary>
    /// <param name="slice">Its input, what it depends on, where its output goes.</param>
    /// <returns>Work units (they depend on input and output alone) and the outcome; the caller appends them as the trailer.</returns>
    /// <exception cref="OperationCanceledException">Cancelled; seen within 50 ms.</exception>
    OutputTrailer Execute(SliceExecution slice);

    /// <summary>Merges the outputs of the slices to be delivered into the task's canonical output.</summary>
    /// <param name="plan">What <see cref="Plan"/> returned.</param>
    /// <param name="outputs">One for each slice with <see cref="PlannedSlice.Deliver"/>, in order of their numbers.</param>
    /// <param name="canonical">Receives the bytes of which <c>output_sha256</c> is the hash.</param>
    /// <exception cref="InvalidDataException">An output can't be this kernel's: peers are strangers, and one replica may lie.</exception>
    void Merge(TaskPlan plan, IReadOnlyList<SliceResult> outputs, Stream canonical);

    /// <summary>Writes the files that people and engines open, made from the canonical output; they are not what is hashed.</summary>
    /// <param name="plan">What <see cref="Plan"/> returned.</param>
    /// <param name="canonical">What <see cref="Merge"/> wrote, from its start.</param>
    /// <param name="directory">An existing folder.</param>
    /// <returns>A few lines for people, and the figures of the kind for machines.</returns>
    Presentation Present(TaskPlan plan, Stream canonical, string directory);
}
