-- Every capture and every append updates its order: with room left on the page no index has to be written for it.
alter table orders set (fillfactor = 70);
