namespace P2C2R.Kernels.RayTracing.Scenes;

/// <summary>A texture as a material uses it.</summary>
/// <param name="Texture">Its number in <see cref="Scene.Textures"/>.</param>
/// <param name="TexCoords">Which of a mesh's sets of coordinates: 0 or 1. A mesh without it has 0, 0 everywhere.</param>
/// <param name="Transform">KHR_texture_transform: applied to the coordinates first.</param>
public sealed record TextureUse(int Texture, int TexCoords, UvTransform Transform);
