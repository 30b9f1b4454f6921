namespace OrleansScaler.Architecture.Tests.Projects;

/// <summary>A package that a project asks for.</summary>
/// <param name="Id">Its id.</param>
/// <param name="NamesVersion">Whether the project names a version of its own.</param>
/// <param name="IsPrivate">Whether it is for building only and reaches nobody who references the project.</param>
internal sealed record PackageUse(string Id, bool NamesVersion, bool IsPrivate);
