namespace P2C2R.Kernels.RayTracing.Integrators;

/// <summary>How far light is followed.</summary>
/// <param name="Bounces">Rays that leave surfaces to look for more surfaces, one after the other; 0 is light that comes straight from lights.</param>
/// <param name="IsDiffuseFollowed">Whether diffuse scattering is followed too: global illumination. Otherwise reflections alone are, and what scatters diffusely is lit by lights and sky.</param>
/// <param name="IsLightSampled">Whether lights are looked for at each surface (next-event estimation). Without it they are met by chance only: an estimator for tests.</param>
internal readonly record struct PathSettings(int Bounces, bool IsDiffuseFollowed, bool IsLightSampled = true);
