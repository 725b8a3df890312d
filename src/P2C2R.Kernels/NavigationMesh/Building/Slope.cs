namespace P2C2R.Kernels.NavigationMesh.Building;

/// <summary>How steep triangles are.</summary>
internal static class Slope
{
    /// <summary>The cosine of an angle from 0 to 90 degrees, by its Taylor series: the same bits everywhere.</summary>
    public static double Cosine(int millidegrees)
    {
        var angle = millidegrees * (Math.PI / 180_000);
        double term = 1, sum = 1;
        for (var i = 1; i <= 24; i += 2)
        {
            term *= -angle * angle / (i * (i + 1));
            sum += term;
        }

        return sum;
    }

    /// <summary>Whether a triangle faces up and isn't too steep; one without area isn't.</summary>
    /// <param name="t">x, y, z of its corners.</param>
    /// <param name="leastRise">Cosine of the steepest slope.</param>
    public static bool IsWalkable(ReadOnlySpan<float> t, double leastRise)
    {
        double abX = (double)t[3] - t[0], abY = (double)t[4] - t[1], abZ = (double)t[5] - t[2];
        double acX = (double)t[6] - t[0], acY = (double)t[7] - t[1], acZ = (double)t[8] - t[2];
        double x = (abY * acZ) - (abZ * acY), y = (abZ * acX) - (abX * acZ), z = (abX * acY) - (abY * acX);
        return y > leastRise * Math.Sqrt((x * x) + (y * y) + (z * z));
    }
}
