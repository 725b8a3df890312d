using P2C2R.Kernels.Meshes;

namespace P2C2R.Kernels.RayTracing.Scenes.Reading;

/// <summary>How much a file may become: a small one must not fill the memory by naming the same bytes again and again.</summary>
/// <param name="fileLength">Bytes of the file itself.</param>
/// <param name="buffers">What was read besides it.</param>
/// <param name="fields">Makes messages.</param>
internal sealed class GltfBudget(long fileLength, GltfBuffers buffers, GltfFields fields)
{
    private const long PerByte = 16;

    private long _taken;

    /// <summary>Takes some triangles or vertices, whichever are more.</summary>
    public void Take(string place, int count)
    {
        _taken += count;
        var most = Math.Min(SceneLimits.MaxTriangles, (fileLength + buffers.BytesRead) * PerByte);
        if (_taken > most) throw fields.Wrong($"{place}: with it the scene has more than {most} triangles or vertices, the most for a file of this size; split it");
    }
}
