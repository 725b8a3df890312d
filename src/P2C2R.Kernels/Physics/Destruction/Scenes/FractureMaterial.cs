namespace P2C2R.Kernels.Physics.Destruction.Scenes;

/// <summary>What a solid is made of.</summary>
/// <param name="Density">kg/m^3.</param>
/// <param name="Strength">Tension at which a bond breaks, Pa.</param>
/// <param name="ShearStrength">Shear at which it breaks, Pa.</param>
/// <param name="CompressiveStrength">Pressure at which it breaks, Pa.</param>
/// <param name="FractureEnergy">What breaking a bond takes from what breaks it, J/m^2.</param>
/// <param name="Friction">Coulomb's coefficient.</param>
/// <param name="Restitution">Share of the speed that comes back.</param>
internal sealed record FractureMaterial(float Density, float Strength, float ShearStrength, float CompressiveStrength, float FractureEnergy, float Friction, float Restitution);
