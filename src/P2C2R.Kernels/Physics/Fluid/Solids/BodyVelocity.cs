using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.Physics.Fluid.Solids;

/// <summary>
/// A body's velocity after the nodes around it took on the velocity of its surface, and it theirs: six equations for the momentum of both together. Solved as one, a light body in a
/// heavy fluid doesn't overshoot, as it would where each answered to where the other was (C. Batty, F. Bertails and R. Bridson 2007 do so for pressures). Binary64, since sums go over thousands of nodes.
/// </summary>
internal sealed class BodyVelocity
{
    private const int Size = 6;

    private readonly double[] _matrix = new double[Size * Size];
    private readonly double[] _right = new double[Size];

    /// <summary>Starts with the body alone.</summary>
    /// <param name="mass">Its mass.</param>
    /// <param name="inertia">In the grid's axes.</param>
    /// <param name="velocity">Without the fluid.</param>
    /// <param name="angularVelocity">Without the fluid.</param>
    public void Begin(float mass, Symmetric3 inertia, Float3 velocity, Float3 angularVelocity)
    {
        Array.Clear(_matrix);
        for (var i = 0; i < 3; i++) _matrix[(Size + 1) * i] = mass;
        foreach (var (row, column, value) in (ReadOnlySpan<(int, int, float)>)[(3, 3, inertia.XX), (4, 4, inertia.YY), (5, 5, inertia.ZZ), (3, 4, inertia.XY), (3, 5, inertia.XZ), (4, 5, inertia.YZ)])
        {
            (_matrix[(Size * row) + column], _matrix[(Size * column) + row]) = (value, value);
        }

        var (linear, angular) = (velocity * mass, inertia * angularVelocity);
        (_right[0], _right[1], _right[2], _right[3], _right[4], _right[5]) = (linear.X, linear.Y, linear.Z, angular.X, angular.Y, angular.Z);
    }

    /// <summary>Adds an impulse and an angular impulse that it got already.</summary>
    public void Give(Float3 impulse, Float3 turn)
    {
        foreach (var (i, value) in (ReadOnlySpan<(int, float)>)[(0, impulse.X), (1, impulse.Y), (2, impulse.Z), (3, turn.X), (4, turn.Y), (5, turn.Z)]) _right[i] += value;
    }

    /// <summary>Adds what a layer of nodes makes of it.</summary>
    public void Add(ReadOnlySpan<double> sums)
    {
        for (var i = 0; i < _matrix.Length; i++) _matrix[i] += sums[i];
        for (var i = 0; i < Size; i++) _right[i] += sums[_matrix.Length + i];
    }

    /// <summary>How many sums a layer has: the matrix, then the right side.</summary>
    public const int Sums = (Size * Size) + Size;

    /// <summary>Adds a node to a layer's sums.</summary>
    /// <param name="sums">The sums.</param>
    /// <param name="arm">From the body's centre to where the contact is measured.</param>
    /// <param name="mass">Of the node.</param>
    /// <param name="contact">What happens there.</param>
    /// <param name="velocity">The node's, before.</param>
    public static void AddNode(Span<double> sums, Float3 arm, float mass, NodeContact contact, Float3 velocity)
    {
        var given = velocity - contact.Base + contact.Held(contact.Measured);
        var turn = Float3.Cross(arm, given);
        foreach (var (i, value) in (ReadOnlySpan<(int, float)>)[(0, given.X), (1, given.Y), (2, given.Z), (3, turn.X), (4, turn.Y), (5, turn.Z)]) sums[(Size * Size) + i] += (double)mass * value;
        for (var column = 0; column < Size; column++)
        {
            var axis = new Float3(column % 3 == 0 ? 1 : 0, column % 3 == 1 ? 1 : 0, column % 3 == 2 ? 1 : 0);
            var held = contact.Held(column < 3 ? axis : Float3.Cross(axis, arm));
            var torque = Float3.Cross(arm, held);
            sums[column] += (double)mass * held.X;
            sums[Size + column] += (double)mass * held.Y;
            sums[(2 * Size) + column] += (double)mass * held.Z;
            sums[(3 * Size) + column] += (double)mass * torque.X;
            sums[(4 * Size) + column] += (double)mass * torque.Y;
            sums[(5 * Size) + column] += (double)mass * torque.Z;
        }
    }

    /// <summary>Solves, by Gauss's elimination: the matrix is symmetric and positive, so no pivots are sought.</summary>
    public (Float3 Velocity, Float3 AngularVelocity) Solve()
    {
        for (var pivot = 0; pivot < Size; pivot++)
        {
            for (var row = pivot + 1; row < Size; row++)
            {
                var share = _matrix[(Size * row) + pivot] / _matrix[(Size * pivot) + pivot];
                for (var column = pivot; column < Size; column++) _matrix[(Size * row) + column] -= share * _matrix[(Size * pivot) + column];
                _right[row] -= share * _right[pivot];
            }
        }

        for (var row = Size - 1; row >= 0; row--)
        {
            for (var column = row + 1; column < Size; column++) _right[row] -= _matrix[(Size * row) + column] * _right[column];
            _right[row] /= _matrix[(Size * row) + row];
        }

        return (new((float)_right[0], (float)_right[1], (float)_right[2]), new((float)_right[3], (float)_right[4], (float)_right[5]));
    }
}
