using System.Numerics;
using P2C2R.Protocol;

namespace P2C2R.Kernels.RayTracing.Rendering;

/// <summary>A result on top of which more samples are added.</summary>
/// <param name="Name">Its file.</param>
/// <param name="Result">What is in it.</param>
internal sealed record EarlierResult(string Name, RayResult Result)
{
    /// <summary>Reads a file that an earlier task wrote.</summary>
    /// <exception cref="InputException">It is none.</exception>
    public static EarlierResult Read(string name, IInputFiles files) =>
        new(name, RayResult.Read(files.Read(name).Span) ?? throw new InputException($"'{name}' is not the output.bin of an earlier task; leave \"refine\" out"));

    /// <summary>The sums of a layer's samples.</summary>
    /// <exception cref="InputException">It isn't there, or has as many samples as the layer wants.</exception>
    public (int Samples, float[] Sums) Find(Layer layer, Sha256Hash identity)
    {
        var found = Result.Layers.FirstOrDefault(l => l.Identity == identity)
            ?? throw new InputException($"'{Name}' was made from another scene, view or settings than this document's {layer.Name}; only \"samples\" may differ");
        if (!BitOperations.IsPow2(found.Samples)) throw new InputException($"'{Name}' has {found.Samples} samples; only results of 2, 4, 8, ... samples can be refined");
        if (found.Samples > layer.Samples) throw new InputException($"'{Name}' has {found.Samples} samples already; \"samples\" must be more");

        // A mean over a power of two times that number is the sum to the last bit.
        return (found.Samples, Array.ConvertAll(found.Means, m => m * found.Samples));
    }
}
