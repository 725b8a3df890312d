using P2C2R.Kernels.Documents;
using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.RayTracing.Rendering.Views;
using P2C2R.Kernels.RayTracing.Scenes;

namespace P2C2R.Kernels.RayTracing.Rendering;

/// <summary>The fields <c>"camera"</c>, <c>"width"</c> and <c>"height"</c>: which picture is made.</summary>
internal sealed class CameraFields
{
    /// <summary>Their names, for messages.</summary>
    public const string Names = "camera, width, height";

    private const double MaxCoordinate = 1e6;
    private const double DefaultAngle = 50;
    private const int DefaultWidth = 640, DefaultHeight = 480;

    private string? _name;
    private int? _index;
    private (Float3 Eye, Float3 Target, Float3 Up, double Angle)? _given;
    private int? _width, _height;

    /// <summary>Whether the document says anything of a camera's picture.</summary>
    public bool IsGiven => _name is not null || _index is not null || _given is not null || _width is not null || _height is not null;

    /// <summary>Takes a field that is one of these; false for another.</summary>
    public bool TryTake(ref DocumentReader json, string field)
    {
        switch (field)
        {
            case "camera" when json.IsString: _name = json.ReadString(field); break;
            case "camera" when json.IsObject: _given = ReadCamera(ref json, field); break;
            case "camera": _index = (int)json.ReadInteger(field, 0, int.MaxValue); break;
            case "width": _width = (int)json.ReadInteger(field, 1, View.MaxSide); break;
            case "height": _height = (int)json.ReadInteger(field, 1, View.MaxSide); break;
            default: return false;
        }

        return true;
    }

    /// <summary>The camera's picture: that of the document, or of the scene's first camera, or of one that sees all of the scene.</summary>
    public CameraView Complete(ref DocumentReader json, Scene scene)
    {
        var camera = Find(ref json, scene);
        var aspect = camera.AspectRatio > 0 ? camera.AspectRatio : (float)DefaultWidth / DefaultHeight;
        var width = _width ?? (_height is { } h ? Math.Clamp((int)(h * aspect), 1, View.MaxSide) : DefaultWidth);
        var height = _height ?? Math.Clamp((int)(width / aspect), 1, View.MaxSide);
        if ((long)width * height > View.MaxItems) throw json.Wrong($"a picture of {width} x {height} has more than {View.MaxItems} pixels; make \"width\" or \"height\" smaller");
        return new CameraView(camera, width, height);
    }

    /// <summary>A camera that sees the whole of a box from in front, a little from above and from the right.</summary>
    public static SceneCamera Around(Float3 low, Float3 high)
    {
        var middle = (low + high) * 0.5f;
        var radius = MathF.Max(1e-3f, (high - low).Length * 0.5f);
        var away = new Float3(0.45f, 0.35f, 1).Normalized() * (radius * 2.1f);
        return SceneCamera.LookAt(middle + away, middle, new Float3(0, 1, 0), DefaultAngle);
    }

    private static (Float3 Eye, Float3 Target, Float3 Up, double Angle) ReadCamera(ref DocumentReader json, string parent)
    {
        var seen = new HashSet<string>();
        (Float3? eye, Float3? target) = (null, null);
        var (up, angle) = (new Float3(0, 1, 0), DefaultAngle);
        json.ReadObjectStart(parent);
        while (json.NextField(seen, out var field))
        {
            switch (field)
            {
                case "eye": eye = SceneFields.ReadVector(ref json, field, -MaxCoordinate, MaxCoordinate); break;
                case "target": target = SceneFields.ReadVector(ref json, field, -MaxCoordinate, MaxCoordinate); break;
                case "up": up = SceneFields.ReadVector(ref json, field, -MaxCoordinate, MaxCoordinate); break;
                case "fov": angle = json.ReadNumber(field, 1, 170); break;
                default: throw json.Unknown(field, "eye, target, up, fov");
            }
        }

        if (eye is not { } from || target is not { } to) throw json.Wrong($"a \"{parent}\" needs \"eye\" and \"target\"");
        var sight = (to - from).Normalized();
        if (sight == Float3.Zero || Float3.Cross(sight, up.Normalized()).Length < 1e-4f) throw json.Wrong("\"target\" must be elsewhere than \"eye\", and \"up\" not along the line of sight");
        return (from, to, up, angle);
    }

    private SceneCamera Find(ref DocumentReader json, Scene scene)
    {
        if (_given is { } given) return SceneCamera.LookAt(given.Eye, given.Target, given.Up, given.Angle);
        if (_index is { } index) return index < scene.Cameras.Count ? scene.Cameras[index] : throw json.Wrong($"there is no camera {index}; the scene has {scene.Cameras.Count}");
        if (_name is null) return scene.Cameras.Count > 0 ? scene.Cameras[0] : AroundAll(scene);
        return scene.Cameras.FirstOrDefault(c => c.Name == _name)
            ?? throw json.Wrong($"there is no camera \"{_name}\"; the scene has {(scene.Cameras.Count == 0 ? "none" : string.Join(", ", scene.Cameras.Take(8).Select(static c => $"\"{c.Name}\"")))}");
    }

    private static SceneCamera AroundAll(Scene scene)
    {
        var (low, high) = SceneBounds.Of(scene);
        return Around(low, high);
    }
}
