using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.Physics.Destruction.Bonds;

/// <summary>
/// What bonds carry: pieces are rigid, bonds are springs spread over what pieces have in common (Kawai, "New discrete models and their
/// application to seismic response analysis of structures", 1978, the rigid-body-spring model). The small displacements at which forces balance
/// are found by conjugate gradients (Hestenes and Stiefel, 1952) with a diagonal preconditioner, in binary64 and a fixed order.
/// </summary>
internal sealed class StressSolver
{
    private const int MaxIterations = 600;
    private const double Tolerance = 1e-7;

    // Of a Poisson's ratio of 0.25: shear modulus over Young's modulus, which itself cancels out.
    private const double ShearShare = 0.4;

    private readonly Double3[] _centers;
    private readonly bool[] _isFixed;
    private readonly BondSpring[] _springs;
    private readonly (double Linear, double Angular)[] _scales;
    private readonly int _count;
    private readonly (Double3 Linear, Double3 Angular)[] _displacements, _residuals, _directions, _products;

    /// <summary>For a group of pieces.</summary>
    /// <param name="centers">Their centres.</param>
    /// <param name="isFixed">Which never move.</param>
    /// <param name="bonds">Between them, numbered within the group.</param>
    public StressSolver(Double3[] centers, bool[] isFixed, IReadOnlyList<Bond> bonds)
    {
        (_centers, _isFixed, _count) = (centers, isFixed, centers.Length);
        _springs = [.. bonds.Select(b => BondSpring.Of(b, centers, ShearShare))];
        _scales = new (double, double)[_count];
        foreach (var spring in _springs)
        {
            foreach (var (piece, arm) in (ReadOnlySpan<(int, Double3)>)[(spring.A, spring.ArmA), (spring.B, spring.ArmB)])
            {
                var (linear, angular) = _scales[piece];
                _scales[piece] = (linear + spring.Along, angular + spring.Bend + (spring.Along * Double3.Dot(arm, arm)));
            }
        }

        (_displacements, _residuals) = (new (Double3, Double3)[_count], new (Double3, Double3)[_count]);
        (_directions, _products) = (new (Double3, Double3)[_count], new (Double3, Double3)[_count]);
    }

    /// <summary>Finds what the bonds carry.</summary>
    /// <param name="loads">Force and torque about its centre on each piece, N and N m; on a group without a fixed piece they must balance.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>For each bond tension (below 0 pressure) at its most stretched edge, at its least stretched one, and shear, in Pa.</returns>
    public BondStress[] Solve((Double3 Force, Double3 Torque)[] loads, CancellationToken cancellation)
    {
        Array.Clear(_displacements);
        for (var i = 0; i < _count; i++) _residuals[i] = _isFixed[i] ? default : (loads[i].Force, loads[i].Torque);
        Precondition(_directions);
        var (product, first) = (Dot(_residuals, _directions), 0.0);
        first = product;
        for (var iteration = 0; iteration < MaxIterations && product > Tolerance * Tolerance * first && product > 0; iteration++)
        {
            cancellation.ThrowIfCancellationRequested();
            Multiply();
            var steepness = Dot(_directions, _products);
            if (!(steepness > 0)) break;
            var step = product / steepness;
            for (var i = 0; i < _count; i++)
            {
                _displacements[i] = Add(_displacements[i], _directions[i], step);
                _residuals[i] = Add(_residuals[i], _products[i], -step);
            }

            Precondition(_products);
            var next = Dot(_residuals, _products);
            for (var i = 0; i < _count; i++) _directions[i] = Add(_products[i], _directions[i], next / product);
            product = next;
        }

        return Array.ConvertAll(_springs, s => s.Stress(_displacements[s.A], _displacements[s.B]));
    }

    private void Precondition((Double3 Linear, Double3 Angular)[] into)
    {
        for (var i = 0; i < _count; i++)
        {
            var (linear, angular) = _scales[i];
            into[i] = _isFixed[i] || linear == 0 ? default : (_residuals[i].Linear * (1 / linear), _residuals[i].Angular * (1 / angular));
        }
    }

    private void Multiply()
    {
        Array.Clear(_products);
        foreach (var spring in _springs)
        {
            var (force, moment) = spring.Pull(_directions[spring.A], _directions[spring.B]);
            _products[spring.A] = (_products[spring.A].Linear - force, _products[spring.A].Angular - Double3.Cross(spring.ArmA, force) - moment);
            _products[spring.B] = (_products[spring.B].Linear + force, _products[spring.B].Angular + Double3.Cross(spring.ArmB, force) + moment);
        }

        for (var i = 0; i < _count; i++)
        {
            if (_isFixed[i]) _products[i] = default;
        }
    }

    private static (Double3 Linear, Double3 Angular) Add((Double3 Linear, Double3 Angular) a, (Double3 Linear, Double3 Angular) b, double share) => (a.Linear + (b.Linear * share), a.Angular + (b.Angular * share));

    private double Dot((Double3 Linear, Double3 Angular)[] a, (Double3 Linear, Double3 Angular)[] b)
    {
        var sum = 0.0;
        for (var i = 0; i < _count; i++) sum += Double3.Dot(a[i].Linear, b[i].Linear) + Double3.Dot(a[i].Angular, b[i].Angular);
        return sum;
    }
}
