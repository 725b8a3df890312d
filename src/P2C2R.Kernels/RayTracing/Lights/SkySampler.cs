using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.RayTracing.Materials;
using P2C2R.Kernels.RayTracing.Scenes;

namespace P2C2R.Kernels.RayTracing.Lights;

/// <summary>
/// Directions of a sky's picture, as likely as it is bright there: a row by the sums of rows, then a column (M. Pharr, W. Jakob and G. Humphreys,
/// "Physically Based Rendering", section 12.5). A share of the chance is spread evenly, because pixels are interpolated.
/// </summary>
internal sealed class SkySampler
{
    private const float EvenShare = 0.05f;

    private readonly int _width, _height;

    // Sums up to each row's end, and in each row up to each column's end; 1 at the end.
    private readonly float[] _rows;
    private readonly float[] _columns;

    /// <summary>Of a sky that has a picture.</summary>
    public SkySampler(Sky sky)
    {
        var image = sky.Picture!.Image;
        (_width, _height) = (image.Width, image.Height);
        (_rows, _columns) = (new float[_height], new float[_width * _height]);
        var brightness = Brightness(sky, out var mean);
        MeanRadiance = mean;
        var total = 0.0;
        var sums = new double[_height];
        for (var row = 0; row < _height; row++)
        {
            var level = ExactMath.Sin(Math.PI * (row + 0.5) / _height);
            var sum = 0.0;
            for (var column = 0; column < _width; column++) sum += Weight(brightness[(row * _width) + column], mean);
            var partial = 0.0;
            for (var column = 0; column < _width; column++)
            {
                partial += Weight(brightness[(row * _width) + column], mean);
                _columns[(row * _width) + column] = column == _width - 1 ? 1 : (float)(partial / sum);
            }

            total += sum * level;
            sums[row] = total;
        }

        for (var row = 0; row < _height; row++) _rows[row] = row == _height - 1 ? 1 : (float)(sums[row] / total);
    }

    /// <summary>The mean of all directions' luminance.</summary>
    public float MeanRadiance { get; }

    /// <summary>A direction and its density per solid angle.</summary>
    public (Float3 Direction, float Density) Sample(float u, float v)
    {
        var row = Find(_rows, 0, _height, v, out var down, out var rowChance);
        var column = Find(_columns, row * _width, _width, u, out var right, out var columnChance);
        var direction = Sky.DirectionOf((column + right) / _width, (row + down) / _height);
        return (direction, Density(direction, rowChance * columnChance));
    }

    /// <summary>The density of a direction.</summary>
    public float Density(Float3 direction)
    {
        var (u, v) = Sky.PlaceOf(direction);
        var row = Math.Clamp((int)(v * _height), 0, _height - 1);
        var column = Math.Clamp((int)(u * _width), 0, _width - 1);
        var at = (row * _width) + column;
        var rowChance = _rows[row] - (row == 0 ? 0 : _rows[row - 1]);
        var columnChance = _columns[at] - (column == 0 ? 0 : _columns[at - 1]);
        return Density(direction, rowChance * columnChance);
    }

    /// <summary>A pixel's chance spread over its solid angle: 2 pi^2 sin / pixels.</summary>
    private float Density(Float3 direction, float chance)
    {
        var level = MathF.Sqrt((direction.X * direction.X) + (direction.Z * direction.Z));
        return level > 0 ? chance * _width * _height / (19.7392088f * level) : 0;
    }

    private static double Weight(float brightness, float mean) => ((1 - EvenShare) * brightness) + (EvenShare * Math.Max(mean, 1e-6));

    private float[] Brightness(Sky sky, out float mean)
    {
        var brightness = new float[_width * _height];
        var (sum, weights) = (0.0, 0.0);
        for (var row = 0; row < _height; row++)
        {
            var level = ExactMath.Sin(Math.PI * (row + 0.5) / _height);
            for (var column = 0; column < _width; column++)
            {
                var luminance = BrightnessOf(sky, column, row);
                brightness[(row * _width) + column] = luminance;
                sum += luminance * level;
                weights += level;
            }
        }

        mean = (float)(sum / weights);
        return brightness;
    }

    /// <summary>A pixel's mean luminance: of four places, which is exactly that of the interpolation between pixels.</summary>
    private float BrightnessOf(Sky sky, int column, int row)
    {
        var sum = 0f;
        for (var i = 0; i < 4; i++)
        {
            var (right, down) = (0.25f + (0.5f * (i & 1)), 0.25f + (0.5f * (i >> 1)));
            sum += Luminance.Of(sky.Color * sky.Picture!.Sample((column + right) / _width, (row + down) / _height).Color);
        }

        return sum / 4;
    }

    /// <summary>The entry in which a number falls, where in it, and its chance.</summary>
    private static int Find(float[] sums, int first, int count, float number, out float within, out float chance)
    {
        var (low, high) = (0, count - 1);
        while (low < high)
        {
            var middle = (low + high) >> 1;
            if (number < sums[first + middle]) high = middle;
            else low = middle + 1;
        }

        var before = low == 0 ? 0 : sums[first + low - 1];
        chance = sums[first + low] - before;
        within = chance > 0 ? MathF.Min(0.9999999f, MathF.Max(0, (number - before) / chance)) : 0.5f;
        return low;
    }
}
