// Real processes on two cores: side by side they would measure each other. All are in one collection, which runs one
// test after the other, but those that name another: they mostly wait.
[assembly: CollectionBehavior(CollectionBehavior.CollectionPerAssembly)]
