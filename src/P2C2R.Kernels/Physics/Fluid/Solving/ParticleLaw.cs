using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace P2C2R.Kernels.Physics.Fluid.Solving;

/// <summary>
/// What a particle is after a step: its volume follows the flow's divergence, its pressure is p = c^2 (rho - rho0) (Morris, Fox and Zhu 1997), never below
/// 0: a fluid in the open doesn't hold together by tension. Sound is then as fast in a fluid that an impact compressed, which a power of the density, as in
/// the equation of Tait, would break the time step with. Viscosity is that of a Newtonian fluid. Surface tension is a stress in the surface's layer, sigma (|grad c| I - grad c grad c / |grad c|),
/// where c is how full the nodes are (Lafaurie et al. 1994, "Modelling merging and fragmentation in multiphase flows with SURFER"): it needs no curvature, and keeps momentum as all stresses here do.
/// </summary>
internal readonly unsafe struct ParticleLaw
{
    // Where pressures would be beyond reason, and where a drop is on its own.
    private const float LeastRatio = 0.5f;
    private const float GreatestRatio = 1.2f;

    // Of a sound wave's way through a cell: how soon a volume ratio follows the density that is seen at the nodes. Slow enough to average the noise
    // of a few particles a cell, fast enough that errors of the divergence can't add up.
    private const float Recall = 0.01f;

    // Resistance to changes of volume, in cells times the speed of sound: sound dies out within some hundred cells, and a flow that keeps its volume
    // doesn't feel it (von Neumann and Richtmyer 1950, the linear term).
    private const float Damping = 0.25f;

    // The integral of c's slope over the particles from inside a fluid to its surface; beyond it there are none to bear a stress. It would be a half if they were spread evenly: tension draws the
    // outermost ones together. Measured in drops of 6 to 10 cells.
    private const float SlopeInside = 0.72f;

    private readonly float _fourSteps;
    private readonly float _stiffness;
    private readonly float _viscosity;
    private readonly float _restDensity;
    private readonly float _recall;
    private readonly float _damping;
    private readonly float _tension;

    /// <summary>The law of a fluid.</summary>
    public ParticleLaw(FluidSettings settings)
    {
        // 4 is the inverse of the splines' second moment in cells.
        _fourSteps = 4 * settings.TimeStep;
        _stiffness = _fourSteps * settings.SoundSpeed * settings.SoundSpeed;
        _viscosity = _fourSteps * settings.Viscosity;
        _restDensity = settings.ParticlesPerCell;
        _recall = Recall * settings.SoundSpeed * settings.TimeStep;
        _damping = 4 * _fourSteps * Damping * settings.SoundSpeed;
        _tension = _fourSteps * settings.SurfaceTension / SlopeInside;
    }

    /// <summary>Writes a particle's next state.</summary>
    /// <param name="position">Where it was, and its volume ratio.</param>
    /// <param name="place">Where it is.</param>
    /// <param name="velocity">Its velocity, and the density there.</param>
    /// <param name="bx">The field's slope along x times the splines' second moment.</param>
    /// <param name="by">Along y.</param>
    /// <param name="bz">Along z.</param>
    /// <param name="p">Receives it.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply(Vector128<float> position, Vector128<float> place, Vector128<float> velocity, Vector128<float> bx, Vector128<float> by, Vector128<float> bz, float* p)
    {
        var divergence = bx.GetElement(0) + by.GetElement(1) + bz.GetElement(2);
        var ratio = position.GetElement(3);
        ratio += ratio * _fourSteps * divergence;
        ratio += _recall * ((_restDensity / velocity.GetElement(3)) - ratio);
        ratio = Math.Clamp(ratio, LeastRatio, GreatestRatio);
        var (ax, ay, az) = (bx * 4f, by * 4f, bz * 4f);
        if (_viscosity > 0) Resist(_viscosity * ratio, ref ax, ref ay, ref az);
        if (_tension > 0) Contract(bx, by, bz, ref ax, ref ay, ref az);
        var push = Vector128.Create(Push(ratio, divergence));
        ax += push & Vector128.Create(-1, 0, 0, 0).AsSingle();
        ay += push & Vector128.Create(0, -1, 0, 0).AsSingle();
        az += push & Vector128.Create(0, 0, -1, 0).AsSingle();
        NodeLanes.WithLast(place, Vector128.CreateScalarUnsafe(ratio), 0).Store(p);
        NodeLanes.WithLast(velocity, az, 0).Store(p + 4);
        NodeLanes.WithLast(ax, az, 1).Store(p + 8);
        NodeLanes.WithLast(ay, az, 2).Store(p + 12);
    }

    /// <summary>Pressure over density at a volume ratio, in units of a squared speed of sound.</summary>
    public static float Pressure(float ratio) => Math.Max(0, (1 / ratio) - 1);

    /// <summary>The impulse of pressure, as a part of the affine matrix.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private float Push(float ratio, float divergence)
    {
        var impulse = (_stiffness * (1 - ratio)) - (_damping * ratio * divergence);
        return impulse > 0 ? impulse : 0;
    }

    /// <summary>Takes away the impulse of surface tension; the density's slope stands in the last lanes of the field's.</summary>
    private void Contract(Vector128<float> bx, Vector128<float> by, Vector128<float> bz, ref Vector128<float> ax, ref Vector128<float> ay, ref Vector128<float> az)
    {
        var scale = 4 / _restDensity;
        var (x, y, z) = (bx[3] * scale, by[3] * scale, bz[3] * scale);
        var slope = MathF.Sqrt((x * x) + (y * y) + (z * z));
        if (!(slope > 0)) return;
        (x, y, z) = (x / slope, y / slope, z / slope);
        var stress = _tension * slope;
        ax -= Vector128.Create(1 - (x * x), -(x * y), -(x * z), 0) * stress;
        ay -= Vector128.Create(-(x * y), 1 - (y * y), -(y * z), 0) * stress;
        az -= Vector128.Create(-(x * z), -(y * z), 1 - (z * z), 0) * stress;
    }

    /// <summary>Takes away the impulse of shear: viscosity times the gradient and its transpose.</summary>
    private static void Resist(float viscosity, ref Vector128<float> ax, ref Vector128<float> ay, ref Vector128<float> az)
    {
        var tx = Vector128.Create(ax[0], ay[0], az[0], 0);
        var ty = Vector128.Create(ax[1], ay[1], az[1], 0);
        var tz = Vector128.Create(ax[2], ay[2], az[2], 0);
        ax -= (ax + tx) * viscosity;
        ay -= (ay + ty) * viscosity;
        az -= (az + tz) * viscosity;
    }
}
