namespace P2C2R.Tests.Kernels.Pathfinding;

/// <summary>s + d * sqrt(2), compared exactly by squaring; nothing in it is taken from the kernel.</summary>
internal readonly record struct ExactLength(int Straight, int Diagonal) : IComparable<ExactLength>
{
    public double Value => Straight + (Diagonal * Math.Sqrt(2));

    public int CompareTo(ExactLength other)
    {
        // The sign of a + b * sqrt(2).
        long a = Straight - other.Straight;
        long b = Diagonal - other.Diagonal;
        if (a >= 0 && b >= 0) return a + b > 0 ? 1 : 0;
        if (a <= 0 && b <= 0) return -1;
        var squares = (a * a).CompareTo(2 * b * b);
        return a > 0 ? squares : -squares;
    }
}
