using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.RayTracing.Scenes;

namespace P2C2R.Tests.Kernels.RayTracing.Scenes;

public sealed class SceneTextureTests
{
    [Fact]
    public void The_curve_of_sRGB_is_the_standards()
    {
        for (var i = 0; i < 256; i++)
        {
            var encoded = i / 255.0;
            var expected = encoded <= 0.04045 ? encoded / 12.92 : Math.Pow((encoded + 0.055) / 1.055, 2.4);
            Assert.Equal(expected, SrgbCurve.Decoded[i], 1e-7);
            Assert.Equal(i, SrgbCurve.EncodeByte(SrgbCurve.Decoded[i]));
        }

        // One value to the bit, from 50 decimal digits: what this machine computes others must, too.
        Assert.Equal(0x3E5D0A89, BitConverter.SingleToInt32Bits(SrgbCurve.Decoded[128]));
        Assert.Equal([0, 0, 255], new[] { SrgbCurve.EncodeByte(-1), SrgbCurve.EncodeByte(double.NaN), SrgbCurve.EncodeByte(9) });
    }

    [Theory]
    [InlineData(TextureWrap.Repeat)]
    [InlineData(TextureWrap.MirroredRepeat)]
    [InlineData(TextureWrap.ClampToEdge)]
    public void Samples_equal_those_of_a_plain_twin(TextureWrap wrap)
    {
        var random = new Random((int)wrap);
        var floats = new float[5 * 3 * 4];
        for (var i = 0; i < floats.Length; i++) floats[i] = random.NextSingle();
        var texture = new SceneTexture(new SceneImage(5, 3, floats), false, wrap, wrap, false);
        for (var i = 0; i < 5000; i++)
        {
            var (u, v) = ((random.NextDouble() * 8) - 4, (random.NextDouble() * 8) - 4);
            var sampled = texture.Sample((float)u, (float)v);
            Assert.Equal(Plain(floats, u, v, wrap, 0), sampled.R, 2e-5);
            Assert.Equal(Plain(floats, u, v, wrap, 3), sampled.A, 2e-5);
        }
    }

    [Fact]
    public void Centres_are_exact_and_impossible_coordinates_harmless()
    {
        byte[] bytes = [10, 0, 0, 255, 20, 0, 0, 255, 30, 0, 0, 255, 40, 0, 0, 0];
        var texture = new SceneTexture(new SceneImage(2, 2, bytes), false, TextureWrap.Repeat, TextureWrap.Repeat, false);
        Assert.Equal((float)(40 / 255.0), texture.Sample(0.75f, 0.75f).R);
        Assert.Equal(0, texture.Sample(0.75f, 0.75f).A);
        Assert.Equal((float)(40 / 255.0), (texture with { IsNearest = true }).Sample(0.99f, 0.51f).R);
        foreach (var wild in new[] { float.NaN, float.PositiveInfinity, -1e30f, 1e30f, float.Epsilon, -float.Epsilon, float.MaxValue })
        {
            foreach (var wrap in Enum.GetValues<TextureWrap>())
            {
                foreach (var nearest in new[] { false, true }) Assert.InRange((texture with { WrapU = wrap, WrapV = wrap, IsNearest = nearest }).Sample(wild, wild).R, 0, 1);
            }
        }
    }

    [Fact]
    public void A_sky_looks_along_minus_z_in_its_middle()
    {
        Assert.Equal((0.5f, 0.5f), Sky.PlaceOf(new Float3(0, 0, -1)));
        Assert.Equal((0.75f, 0.5f), Sky.PlaceOf(new Float3(1, 0, 0)));
        Assert.Equal(0, Sky.PlaceOf(new Float3(0, 1, 0)).V);
        var random = new Random(1);
        for (var i = 0; i < 2000; i++)
        {
            var direction = new Float3(random.NextSingle() - 0.5f, random.NextSingle() - 0.5f, random.NextSingle() - 0.5f).Normalized();
            var (u, v) = Sky.PlaceOf(direction);
            Assert.InRange((Sky.DirectionOf(u, v) - direction).Length, 0, 2e-6f);
            Assert.Equal(Math.Acos(direction.Y) / Math.PI, v, 1e-6);
        }
    }

    private static double Plain(float[] floats, double u, double v, TextureWrap wrap, int component)
    {
        var (x, y) = ((u * 5) - 0.5, (v * 3) - 0.5);
        if (wrap == TextureWrap.ClampToEdge) (x, y) = ((Math.Clamp(u, 0, 1) * 5) - 0.5, (Math.Clamp(v, 0, 1) * 3) - 0.5);
        var (column, row) = ((int)Math.Floor(x), (int)Math.Floor(y));
        var (right, down) = (x - column, y - row);
        double At(int c, int r) => floats[(4 * ((Wrapped(r, 3, wrap) * 5) + Wrapped(c, 5, wrap))) + component];
        return (((At(column, row) * (1 - right)) + (At(column + 1, row) * right)) * (1 - down)) + (((At(column, row + 1) * (1 - right)) + (At(column + 1, row + 1) * right)) * down);
    }

    private static int Wrapped(int index, int size, TextureWrap wrap)
    {
        if (wrap == TextureWrap.ClampToEdge) return Math.Clamp(index, 0, size - 1);
        if (wrap == TextureWrap.Repeat) return ((index % size) + size) % size;
        var inTwo = ((index % (2 * size)) + (2 * size)) % (2 * size);
        return inTwo < size ? inTwo : (2 * size) - 1 - inTwo;
    }
}
