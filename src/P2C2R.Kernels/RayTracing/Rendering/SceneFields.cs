using System.Numerics;
using P2C2R.Kernels.Documents;
using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.RayTracing.Lights;
using P2C2R.Kernels.RayTracing.Scenes;

namespace P2C2R.Kernels.RayTracing.Rendering;

/// <summary>The fields that the documents of all kinds of rays have in common; docs/kernels/ray-tracing.md describes them.</summary>
internal sealed class SceneFields
{
    /// <summary>Their names, for messages.</summary>
    public const string Names = "scene, sky, sun_angle, light_radius, seed, samples, tile_size, samples_per_slice, exposure, refine";

    /// <summary>Side of a tile, least and most.</summary>
    public const int MinTile = 4, MaxTile = 256;

    private const long MaxSeed = (1L << 53) - 1;
    private const double MaxRadiance = 1e6;
    private const double MaxExposure = 30;

    private string? _file;
    private SkySource? _sky;
    private float _sunCap, _radius;
    private string? _refine;

    /// <summary>What all random numbers are a function of.</summary>
    public long Seed { get; private set; }

    /// <summary>Samples of an item; null where the document doesn't say.</summary>
    public int? Samples { get; private set; }

    /// <summary>Side of a tile.</summary>
    public int TileSize { get; private set; } = 64;

    /// <summary>Length of each block of samples; 0 for the usual ones.</summary>
    public int BlockLength { get; private set; }

    /// <summary>By how many factors of two pictures are brighter.</summary>
    public float Exposure { get; private set; }

    /// <summary>The result that is refined, or null.</summary>
    public EarlierResult? Earlier { get; private set; }

    /// <summary>The scene's files and what the document says beside them; known after <see cref="ReadScene"/>.</summary>
    public SceneSource Source { get; private set; } = null!;

    /// <summary>Takes a field that is one of these; false for another.</summary>
    public bool TryTake(ref DocumentReader json, string field)
    {
        switch (field)
        {
            case "scene": _file = json.ReadString(field); break;
            case "sky": _sky = ReadSky(ref json, field); break;
            case "sun_angle": _sunCap = (float)(1 - ExactMath.Cos(json.ReadNumber(field, 0, 90) * Math.PI / 360)); break;
            case "light_radius": _radius = (float)json.ReadNumber(field, 0, 1e6); break;
            case "seed": Seed = json.ReadInteger(field, 0, MaxSeed); break;
            case "samples": Samples = (int)json.ReadInteger(field, 1, SampleBlock.MaxSamples); break;
            case "tile_size": TileSize = (int)json.ReadInteger(field, MinTile, MaxTile); break;
            case "samples_per_slice": BlockLength = ReadPowerOfTwo(ref json, field); break;
            case "exposure": Exposure = (float)json.ReadNumber(field, -MaxExposure, MaxExposure); break;
            case "refine": _refine = json.ReadString(field); break;
            default: return false;
        }

        return true;
    }

    /// <summary>Reads the scene, and the result that is refined.</summary>
    /// <param name="json">For messages.</param>
    /// <param name="files">The files beside the document.</param>
    /// <returns>The scene and its files.</returns>
    public (Scene Scene, ReadOnlyMemory<byte> Archive) ReadScene(ref DocumentReader json, IInputFiles files)
    {
        if (_file is null) throw json.Wrong("the field \"scene\" is missing: the name of a .gltf, .glb or .obj file beside the document");
        if (_refine is not null) Earlier = EarlierResult.Read(_refine, files);
        var recorder = new SceneArchive.Recorder(files);
        Source = new SceneSource(_file, _sky ?? SkySource.Black, new LightShape(_sunCap, _radius));
        var scene = Source.Read(recorder);

        // A scene that nothing lights would be a black picture: it stands in white light then, unless the document wants it dark.
        if (_sky is null && scene.Lights.Count == 0 && !scene.Materials.Any(static m => m.Emits))
        {
            Source = Source with { Sky = new SkySource(Float3.One, null) };
            scene = Source.Read(recorder);
        }

        return (scene, recorder.Write());
    }

    /// <summary>Three numbers.</summary>
    public static Float3 ReadVector(ref DocumentReader json, string field, double min, double max)
    {
        json.ReadArrayStart(field);
        Span<float> parts = stackalloc float[3];
        var count = 0;
        while (json.NextElement())
        {
            if (count < 3) parts[count] = (float)json.ReadNumber(field, min, max);
            count++;
        }

        return count == 3 ? Float3.From(parts, 0) : throw json.Wrong($"\"{field}\" must have three numbers, not {count}");
    }

    private static SkySource ReadSky(ref DocumentReader json, string parent)
    {
        if (json.IsArray) return new SkySource(ReadVector(ref json, parent, 0, MaxRadiance), null);
        if (json.IsString) return new SkySource(Float3.One, json.ReadString(parent));
        json.ReadObjectStart(parent);
        var seen = new HashSet<string>();
        var (color, picture) = (Float3.One, (string?)null);
        while (json.NextField(seen, out var field))
        {
            switch (field)
            {
                case "color": color = ReadVector(ref json, field, 0, MaxRadiance); break;
                case "picture": picture = json.ReadString(field); break;
                default: throw json.Unknown(field, "color, picture");
            }
        }

        return new SkySource(color, picture);
    }

    private static int ReadPowerOfTwo(ref DocumentReader json, string field)
    {
        var value = (int)json.ReadInteger(field, 1, 1024);
        return BitOperations.IsPow2(value) ? value : throw json.Wrong($"\"{field}\" must be a power of two, not {value}");
    }
}
