using System.Text.Json.Nodes;
using P2C2R.Cli.Inputs;
using P2C2R.Client;
using P2C2R.Kernels.ProceduralGeneration;
using P2C2R.Protocol;

namespace P2C2R.Cli.Bench.Slices;

/// <summary>Samples of wave function collapse, with large maps.</summary>
internal static class MadeWaves
{
    /// <summary>A sample of another size, without its pins.</summary>
    public static SliceWorkload Of(string name, string sample, int width, int height)
    {
        var path = SampleInputs.Of(Kinds.ProceduralGeneration).FirstOrDefault(p => Path.GetFileNameWithoutExtension(p) == sample) ?? throw new IOException($"the sample {sample}.json is not there");
        var document = JsonNode.Parse(File.ReadAllText(path))!;
        (document["width"], document["height"], document["count"]) = (width, height, 1);
        document.AsObject().Remove("pins");
        return new SliceWorkload(name, static () => new ProceduralGenerationKernel(), document.ToJsonString(), new FolderFiles(Path.GetDirectoryName(path)!));
    }
}
