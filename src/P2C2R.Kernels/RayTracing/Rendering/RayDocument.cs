using P2C2R.Kernels.Documents;
using P2C2R.Kernels.RayTracing.Scenes;
using P2C2R.Protocol;

namespace P2C2R.Kernels.RayTracing.Rendering;

/// <summary>An input document of one of the kinds of rays: scene and camera, which all have, and the fields of the kind. Read once.</summary>
internal abstract class RayDocument
{
    /// <summary>What it says of the scene.</summary>
    protected SceneFields Common { get; } = new();

    /// <summary>What it says of a camera's picture.</summary>
    protected CameraFields Camera { get; } = new();

    /// <summary>What is to be measured.</summary>
    protected LayerList Layers { get; } = new();

    /// <summary>The names of the kind's own fields, for messages.</summary>
    protected abstract string OwnNames { get; }

    /// <summary>Reads a document and the files that it names, and cuts the task into slices.</summary>
    /// <param name="kernel">What the plan is for.</param>
    /// <param name="bytes">The document.</param>
    /// <param name="files">The files beside it.</param>
    /// <exception cref="InputException">Something in it is wrong.</exception>
    public TaskPlan Plan(KernelId kernel, ReadOnlyMemory<byte> bytes, IInputFiles files)
    {
        var json = new DocumentReader(bytes.Span);
        (Scene Scene, ReadOnlyMemory<byte> Archive) read = (null!, default);
        json.ReadDocument(Take, (ref DocumentReader reader) =>
        {
            read = Common.ReadScene(ref reader, files);
            AddLayers(ref reader, read.Scene);
        });
        return RayPlanner.Plan(kernel, bytes, Common, read.Scene, read.Archive, Layers);
    }

    /// <summary>Takes a field of the kind; false for another.</summary>
    protected abstract bool TryTake(ref DocumentReader json, string field);

    /// <summary>Adds what the fields ask for to <see cref="Layers"/>.</summary>
    protected abstract void AddLayers(ref DocumentReader json, Scene scene);

    private void Take(ref DocumentReader json, string field)
    {
        if (!Common.TryTake(ref json, field) && !Camera.TryTake(ref json, field) && !TryTake(ref json, field)) throw json.Unknown(field, $"{SceneFields.Names}, {CameraFields.Names}, {OwnNames}");
    }
}
