using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.Physics.Fluid.Solving;

/// <summary>What a step needs to know, in cells and seconds.</summary>
/// <param name="TimeStep">Seconds of a step.</param>
/// <param name="SoundSpeed">Cells a second at which pressure travels: how little the fluid can be compressed.</param>
/// <param name="Viscosity">Kinematic, in square cells a second.</param>
/// <param name="Gravity">In cells a square second.</param>
/// <param name="ParticlesPerCell">Of the fluid at rest.</param>
/// <param name="Walls">How the tank's walls hold it.</param>
/// <param name="SurfaceTension">Over the density, in cubic cells a square second.</param>
internal sealed record FluidSettings(float TimeStep, float SoundSpeed, float Viscosity, Float3 Gravity, float ParticlesPerCell, TankWalls Walls, float SurfaceTension = 0);
