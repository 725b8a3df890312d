using P2C2R.Kernels.Canonical;
using P2C2R.Kernels.Execution;
using P2C2R.Kernels.RayTracing.Surfaces;
using P2C2R.Protocol;

namespace P2C2R.Kernels.RayTracing.Rendering;

/// <summary>
/// Prepared scenes, by the hash of their archive and of what the document says beside it: reading and arranging a scene takes as long as many
/// slices. It keeps none of a slice's bytes. Changes neither output nor units. Safe for threads; one thread prepares, others wait for it.
/// </summary>
internal sealed class SceneCache
{
    private const int Capacity = 2;
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(10);

    private readonly HashCache<PreparedScene> _scenes = new(Capacity);
    private readonly object _gate = new();

    /// <summary>The prepared scene of a slice.</summary>
    /// <exception cref="InputException">The archive is none, or the scene in it is wrong.</exception>
    public PreparedScene Load(SceneSource source, SliceExecution slice)
    {
        while (!Monitor.TryEnter(_gate, Patience)) slice.Cancellation.ThrowIfCancellationRequested();
        try
        {
            slice.Done(WorkStep.Load, 1);
            return _scenes.Load(HashOf(source), slice.Blobs[0].Hash, () =>
            {
                var archive = SceneArchive.Open(slice.Blobs[0].Bytes, slice.Cancellation) ?? throw new InputException("the blob is not a scene's archive");
                var prepared = PreparedScene.Make(source.Read(archive, slice.Cancellation), source.Shape, slice.Threads, slice.Cancellation);
                slice.Done(WorkStep.Preprocess, 1);
                return prepared;
            })!;
        }
        finally
        {
            Monitor.Exit(_gate);
        }
    }

    private static Sha256Hash HashOf(SceneSource source)
    {
        var writer = new CanonicalWriter();
        source.Write(writer);
        return Sha256Hash.Of(writer.Written.Span);
    }
}
