using P2C2R.Protocol;

namespace P2C2R.Kernels.ProceduralGeneration;

/// <summary>
/// One way to make a world: what a document's field <c>"generator"</c> names. Its four functions are those of
/// <see cref="IKernel"/>, under the same rules; <see cref="ProceduralGenerationKernel"/> calls the right one.
/// </summary>
internal interface IGenerator
{
    /// <summary>As in the document.</summary>
    string Name { get; }

    /// <summary>The first byte of the input of each of its slices. Never given to another generator.</summary>
    byte Number { get; }

    /// <summary>See <see cref="IKernel.Plan"/>. The document still has its field <c>"generator"</c>; there is at least one slice.</summary>
    /// <param name="kernel">What the plan is for.</param>
    /// <param name="document">The document.</param>
    /// <param name="files">Resolves the names of other files in it.</param>
    TaskPlan Plan(KernelId kernel, ReadOnlyMemory<byte> document, IInputFiles files);

    /// <summary>See <see cref="IKernel.Execute"/>. The input's first byte is <see cref="Number"/>.</summary>
    OutputTrailer Execute(SliceExecution slice);

    /// <summary>See <see cref="IKernel.Merge"/>.</summary>
    void Merge(TaskPlan plan, IReadOnlyList<SliceResult> outputs, Stream canonical);

    /// <summary>See <see cref="IKernel.Present"/>.</summary>
    Presentation Present(TaskPlan plan, Stream canonical, string directory);
}
